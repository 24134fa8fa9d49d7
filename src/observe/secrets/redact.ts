import { type Span, textOf } from './text.ts';
import { looksLikeValue, type Values, valuesIn } from './values.ts';

/**
 * What people may see of a secret: enough to tell two apart, too little to use. At most four characters at each end, none of a
 * value that is short or that people choose.
 */
export function redact(secret: string, chosen: boolean): string {
  const shown = chosen ? 0 : Math.min(4, Math.floor(secret.length / 8));
  return shown === 0 ? hidden : clean(`${secret.slice(0, shown)}${hidden}${secret.slice(-shown)}`);
}

const hidden = '••••';

/**
 * What stands around a value in its match, such as the user and the host of a URL: a name for a value that has no other. Other
 * values in it, and what looks like one, are left out too.
 */
export function withoutValue(match: Span, value: Span, bytes: Uint8Array, values: Values): string {
  const before = withoutValues({ start: match.start, end: value.start }, bytes, values);
  const after = withoutValues({ start: value.end, end: match.end }, bytes, values);
  return clean(`${before.slice(-200)}${hidden}${after.slice(0, 200)}`);
}

function withoutValues(span: Span, bytes: Uint8Array, values: Values): string {
  let text = '';
  let from = span.start;
  for (const { start, end } of valuesIn(values, span)) {
    text += textOf(bytes, { start: from, end: Math.max(from, start) }) + hidden;
    from = Math.min(end, span.end);
  }
  text += textOf(bytes, { start: from, end: span.end });
  return text.replace(/[\w+/=-]{16,}/g, (run) => (looksLikeValue(run) ? hidden : run));
}

/** Control characters could drive a terminal, and marks of direction could turn a text around. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it removes
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
