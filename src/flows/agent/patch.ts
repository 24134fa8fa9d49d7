/** A file as a unified diff would leave it, and the lines that it adds. */
export interface PatchedFile {
  readonly path: string;
  /** Undefined where the diff removes it. */
  readonly text: string | undefined;
  /** Counted from 1 in `text`. */
  readonly added: ReadonlySet<number>;
}

export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/**
 * Applies a unified diff (as git diff writes it) in memory. `read` gives a file's text, undefined for one that is not there. A hunk must fit
 * where it says, or else at one place only; what does not fit is no guess of ours. Throws PatchError.
 */
export function applyPatch(diff: string, read: (path: string) => string | undefined): PatchedFile[] {
  return filesOf(diff).map(({ from, to, hunks }) => {
    const before = from === undefined ? undefined : read(from);
    if (from !== undefined && before === undefined)
      throw new PatchError(`${from}, which the diff changes, is not there`);
    if (to === undefined) return { path: from ?? '', text: undefined, added: new Set() };
    return { path: to, ...patched(to, before ?? '', hunks) };
  });
}

interface Hunk {
  /** From 1; the line that it begins at before the change. */
  readonly at: number;
  readonly lines: readonly string[];
}

interface FileDiff {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly hunks: Hunk[];
}

function filesOf(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  const lines = diff.split('\n');
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    if (line.startsWith('--- ') && lines[i + 1]?.startsWith('+++ ') === true) {
      files.push({ from: nameIn(line), to: nameIn(lines[i + 1]!), hunks: [] });
      i += 2;
      continue;
    }
    if (/^(?:Binary files |GIT binary patch)/.test(line))
      throw new PatchError('the diff changes a binary file: what it brings cannot be told');
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    i += 1;
    if (head === null && /^\+(?!\+\+ )/.test(line) && files.length > 0)
      throw new PatchError('a hunk has more lines than it says: what stands behind it would be passed over');
    if (head === null) continue;
    const file = files.at(-1);
    if (file === undefined)
      throw new PatchError('a hunk stands before the file that it belongs to (--- and +++ lines)');
    const [old, now] = [Number(head[2] ?? 1), Number(head[4] ?? 1)];
    const body: string[] = [];
    for (let [removed, added] = [0, 0]; i < lines.length && (removed < old || added < now); i++) {
      const each = lines[i] ?? '';
      if (each.startsWith('\\')) continue;
      if (!each.startsWith('+')) removed += 1;
      if (!each.startsWith('-')) added += 1;
      body.push(each === '' ? ' ' : each);
    }
    file.hunks.push({ at: Number(head[1]), lines: body });
  }
  if (files.length === 0) throw new PatchError('no --- and +++ lines: a unified diff was expected');
  return files;
}

/** Undefined for /dev/null. */
function nameIn(line: string): string | undefined {
  const name = unquoted(line.slice(4).split('\t', 1)[0]!.trimEnd());
  return name === '/dev/null' ? undefined : name.replace(/^[ab]\//, '');
}

/** Names with unusual bytes are quoted as in C, bytes in octal (git-config, core.quotePath). Throws PatchError. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const bytes: number[] = [];
  const expression = /\\([0-7]{3})|\\([abtnvfr"\\])|([^"\\]+)/gy;
  let end = (expression.lastIndex = 1);
  for (let part = expression.exec(name); part !== null; part = expression.exec(name)) {
    end = expression.lastIndex;
    if (part[1] !== undefined) bytes.push(Number.parseInt(part[1], 8) & 0xff);
    else if (part[2] !== undefined) bytes.push(escapes[part[2]] ?? part[2].charCodeAt(0));
    else bytes.push(...Buffer.from(part[3]!));
  }
  if (name.slice(end) !== '"') throw new PatchError(`${name} is no name of a file`);
  return Buffer.from(bytes).toString('utf8');
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

function patched(path: string, before: string, hunks: readonly Hunk[]): Pick<PatchedFile, 'text' | 'added'> {
  const old = before === '' ? [] : before.split('\n');
  const result: string[] = [];
  const added = new Set<number>();
  let at = 0;
  for (const hunk of hunks) {
    const expected = hunk.lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    const start = placeOf(old, expected, Math.max(0, hunk.at - 1), at);
    if (start === undefined)
      throw new PatchError(`the hunk at line ${hunk.at} of ${path} does not fit the file as it is`);
    for (let line = at; line < start; line++) result.push(old[line]!);
    for (const line of hunk.lines) {
      if (line.startsWith('-')) continue;
      result.push(line.slice(1));
      if (line.startsWith('+')) added.add(result.length);
    }
    at = start + expected.length;
  }
  for (let line = at; line < old.length; line++) result.push(old[line]!);
  return { text: result.join('\n'), added };
}

/** Where these lines stand, from `first` on: where they are said to, else the only place. */
function placeOf(
  lines: readonly string[],
  expected: readonly string[],
  said: number,
  first: number,
): number | undefined {
  const fits = (at: number): boolean => at >= first && expected.every((line, i) => lines[at + i] === line);
  if (expected.length === 0)
    return Math.max(said + (lines.length === 0 ? 0 : 1), first) > lines.length ? lines.length : Math.max(said, first);
  if (fits(said)) return said;
  let found: number | undefined;
  for (let at = first; at + expected.length <= lines.length; at++) {
    if (!fits(at)) continue;
    if (found !== undefined) return undefined;
    found = at;
  }
  return found;
}
