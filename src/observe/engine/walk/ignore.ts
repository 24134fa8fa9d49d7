import { wildmatch } from './wildmatch.ts';

/** One ignore file's patterns, with the folder (relative to the top, no slash at the end, '' for the top) they stand in. */
export interface IgnoreFile {
  readonly base: string;
  readonly name: string;
  readonly patterns: readonly Pattern[];
}

interface Pattern {
  readonly text: string;
  readonly negated: boolean;
  readonly onlyFolders: boolean;
  /** Length of the part before the first wildcard. */
  readonly literal: number;
  readonly kind: 'name' | 'name-ending' | 'name-glob' | 'path';
  readonly line: number;
}

/** The pattern that decided. */
export interface IgnoreMatch {
  readonly ignored: boolean;
  readonly by: string;
}

/** More than this is not a list that somebody wrote; what is left out is scanned. */
const limits = { bytes: 1024 * 1024, patterns: 20_000 };

/** Parses the text of an ignore file, gitignore(5). */
export function parseIgnoreFile(text: string, base: string, name: string): IgnoreFile {
  const lines = text
    .slice(0, limits.bytes)
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, limits.patterns);
  const patterns = lines
    .map((line, index) => parsePattern(line.endsWith('\r') ? line.slice(0, -1) : line, index + 1))
    .filter((pattern) => pattern !== undefined);
  return { base: toBytes(base), name, patterns };
}

function parsePattern(line: string, number: number): Pattern | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  let text = toBytes(withoutTrailingSpaces(line));
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const onlyFolders = text.endsWith('/');
  if (onlyFolders) text = text.slice(0, -1);
  if (text === '') return undefined;
  const wildcard = text.search(/[*?[\\]/);
  const literal = wildcard === -1 ? text.length : wildcard;
  return { text, negated, onlyFolders, literal, kind: kindOf(text, literal), line: number };
}

function kindOf(text: string, literal: number): Pattern['kind'] {
  if (text.includes('/')) return 'path';
  if (literal === text.length) return 'name';
  return text.startsWith('*') && text.slice(1).search(/[*?[\\]/) === -1 ? 'name-ending' : 'name-glob';
}

/** Trailing spaces count only when escaped. */
function withoutTrailingSpaces(line: string): string {
  let end = -1;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === ' ') {
      if (end === -1) end = i;
    } else {
      if (line[i] === '\\') i += 1;
      end = -1;
    }
  }
  return end === -1 ? line : line.slice(0, end);
}

/**
 * What the last matching pattern of one file says about `path` (relative to the top), or undefined when none matches.
 * A file in an ignored folder cannot be asked for again: callers do not descend.
 */
export function matchIgnoreFile(
  file: IgnoreFile,
  path: string,
  isFolder: boolean,
  ignoreCase: boolean,
): IgnoreMatch | undefined {
  if (file.patterns.length === 0) return undefined;
  const bytes = toBytes(path);
  const name = bytes.slice(bytes.lastIndexOf('/') + 1);
  for (let i = file.patterns.length - 1; i >= 0; i--) {
    const pattern = file.patterns[i]!;
    if (pattern.onlyFolders && !isFolder) continue;
    const matches =
      pattern.kind === 'path'
        ? matchesPath(pattern, bytes, file.base, ignoreCase)
        : matchesName(pattern, name, ignoreCase);
    if (matches) return { ignored: !pattern.negated, by: `${file.name}:${pattern.line}` };
  }
  return undefined;
}

function matchesName(pattern: Pattern, name: string, ignoreCase: boolean): boolean {
  switch (pattern.kind) {
    case 'name':
      return equal(pattern.text, name, ignoreCase);
    case 'name-ending':
      return (
        name.length >= pattern.text.length - 1 &&
        equal(pattern.text.slice(1), name.slice(name.length - pattern.text.length + 1), ignoreCase)
      );
    default:
      return wildmatch(pattern.text, name, { pathname: false, ignoreCase });
  }
}

/** As dir.c does it: the literal beginning is compared first, and the rest matched as a pattern of its own. */
function matchesPath(pattern: Pattern, path: string, base: string, ignoreCase: boolean): boolean {
  if (base !== '' && !path.startsWith(`${base}/`)) return false;
  const rest = base === '' ? path : path.slice(base.length + 1);
  const skipped = pattern.text.startsWith('/') ? 1 : 0;
  const text = pattern.text.slice(skipped);
  const literal = Math.max(0, pattern.literal - skipped);
  if (literal > rest.length || !equal(text.slice(0, literal), rest.slice(0, literal), ignoreCase)) return false;
  if (literal === text.length) return literal === rest.length;
  return wildmatch(text.slice(literal), rest.slice(literal), { pathname: true, ignoreCase });
}

function equal(a: string, b: string, ignoreCase: boolean): boolean {
  return a === b || (ignoreCase && a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

/** One character per UTF-8 byte; most paths are ASCII and stay as they are. */
function toBytes(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
