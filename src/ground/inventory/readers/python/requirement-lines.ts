import type { Patience } from '../../text-lines.ts';

/** A line of a requirements file, as pip sees it: continued lines joined, comments cut off. */
export interface RequirementLine {
  /** Empty when only a comment stands there. */
  readonly text: string;
  /** What stands behind `#`. */
  readonly comment: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly endLine: number;
}

/** Joins lines that end with a backslash, and cuts off comments, in the order in which pip does (a comment ends a continuation). */
export function* requirementLines(text: string, patience: Patience): Generator<RequirementLine, void> {
  let line = 0;
  for (let at = 0; at <= text.length;) {
    const first = line + 1;
    const parts: string[] = [];
    let comment: string | undefined;
    for (;;) {
      const found = text.indexOf('\n', at);
      const end = found < 0 ? text.length : found;
      const written = text.slice(at, text.charCodeAt(end - 1) === carriageReturn ? Math.max(at, end - 1) : end);
      at = end + 1;
      line += 1;
      patience.check(line);
      const sign = commentAt(written);
      if (sign >= 0) comment = written.slice(sign + 1).trim();
      const goesOn = sign < 0 && written.endsWith('\\') && at <= text.length;
      parts.push(sign >= 0 ? written.slice(0, sign) : goesOn ? written.slice(0, -1) : written);
      if (!goesOn) break;
    }
    yield { text: parts.join('').trim(), comment, line: first, endLine: line };
  }
}

const carriageReturn = 0x0d;

/** A `#` at the start of a line or behind white space. */
function commentAt(line: string): number {
  let at = line.indexOf('#');
  while (at > 0 && !/\s/.test(line[at - 1] ?? '')) at = line.indexOf('#', at + 1);
  return at;
}

/** The options of a line: `--hash=sha256:…`, `-r other.txt`, `--index-url https://…`. */
export function optionsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  const words = text.split(/\s+/);
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const long = /^(--[a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
    const short = long === null ? /^(-[a-zA-Z])(.*)$/s.exec(word) : null;
    const name = long?.[1] ?? short?.[1];
    if (name === undefined) continue;
    const attached = long?.[2] ?? (short?.[2] || undefined);
    const value = attached ?? (flags.has(name) ? '' : (words[(i += 1)] ?? ''));
    const values = options.get(longNames.get(name) ?? name);
    if (values === undefined) options.set(longNames.get(name) ?? name, [value.replace(/^=/, '')]);
    else values.push(value.replace(/^=/, ''));
  }
  return options;
}

const flags: ReadonlySet<string> = new Set(['--no-index', '--pre', '--prefer-binary', '--require-hashes']);
const longNames: ReadonlyMap<string, string> = new Map([
  ['-r', '--requirement'],
  ['-c', '--constraint'],
  ['-e', '--editable'],
  ['-i', '--index-url'],
  ['-f', '--find-links'],
]);
