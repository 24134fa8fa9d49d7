/** The lines of a key without what only writes them: indentation, marks of comments and quotations, quotes, the signs that join strings. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\\r\\n|\\[nr]|&#(?:10|13|x0?[ad]);/gi, '\n')
    .split(/[\r\n]+/)
    .map((line) => withoutEnd(line.replace(/^(?:\s*\/\/\s)?[\s"'#*>|]*/, '')));
}

export const base64Line = /^[A-Za-z0-9+/=]{2,}$/;

/**
 * Without a quote or a backslash at the end and what joins it to the next line, or blanks and commas with a plus sign behind them. No regular
 * expression: one that looks for the line's end takes quadratic time for a line of commas.
 */
function withoutEnd(line: string): string {
  const joined = beginOfTail(line, line.length, ' \t\f\v,;+.\\');
  if (joined > 0 && `"'`.includes(line.charAt(joined - 1))) return line.slice(0, joined - 1);
  const backslash = line.indexOf('\\', joined);
  if (backslash >= 0) return line.slice(0, backslash);
  const plus = line.endsWith('+') ? line.length - 1 : line.length;
  const end = beginOfTail(line, plus, ' \t\f\v,;');
  return end < plus ? line.slice(0, end) : line;
}

/** Where the characters of that set begin that end at `end`. */
function beginOfTail(line: string, end: number, set: string): number {
  let at = end;
  while (at > 0 && set.includes(line.charAt(at - 1))) at -= 1;
  return at;
}
