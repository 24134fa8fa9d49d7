import { type Span, textOf } from './text.ts';

/**
 * What people may see of a secret: enough to tell two apart, too little to use. At most four characters at each end, none of a
 * value that is short or that people choose.
 */
function redact(secret: string, chosen: boolean): string {
  const shown = chosen ? 0 : Math.min(4, Math.floor(secret.length / 8));
  return shown === 0 ? '••••' : `${secret.slice(0, shown)}••••${secret.slice(-shown)}`;
}

/** Text that is redacted; one that people choose is hidden wholly. */
export interface HiddenSpan extends Span {
  readonly chosen: boolean;
}

const maxExcerpt = 240;

/** The matched text with its secrets redacted, on one line and without control characters (which could drive a terminal). */
export function excerptOf(bytes: Uint8Array, match: Span, secrets: readonly HiddenSpan[]): string {
  let excerpt = '';
  let at = match.start;
  for (const { start, end, chosen } of [...secrets].sort((a, b) => a.start - b.start)) {
    if (end <= at || start >= match.end) continue;
    const secret = { start: Math.max(at, start), end: Math.min(end, match.end) };
    excerpt += textOf(bytes, { start: at, end: secret.start }) + redact(textOf(bytes, secret), chosen);
    at = secret.end;
  }
  excerpt += textOf(bytes, { start: at, end: match.end });
  // oxlint-disable-next-line no-control-regex -- control characters are what it removes
  const clean = excerpt.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
  return clean.length > maxExcerpt ? `${clean.slice(0, maxExcerpt - 1)}…` : clean;
}
