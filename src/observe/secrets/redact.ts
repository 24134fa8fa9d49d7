import { type Span, textOf } from './text.ts';

/**
 * What people may see of a secret: enough to tell two apart, too little to use. At most four characters at each end, none of a
 * value that is short or that people choose.
 */
export function redact(secret: string, chosen: boolean): string {
  const shown = chosen ? 0 : Math.min(4, Math.floor(secret.length / 8));
  return shown === 0 ? '••••' : clean(`${secret.slice(0, shown)}••••${secret.slice(-shown)}`);
}

/** What stands around a value in its match, such as the user and the host of a URL: a name for a value that has no other. */
export function withoutValue(match: Span, value: Span, bytes: Uint8Array): string {
  const before = textOf(bytes, { start: match.start, end: value.start });
  const after = textOf(bytes, { start: value.end, end: match.end });
  return clean(`${before.slice(-200)}••••${after.slice(0, 200)}`);
}

/** Control characters could drive a terminal, and marks of direction could turn a text around. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it removes
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
