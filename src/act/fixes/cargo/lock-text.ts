/** Cargo.lock as Cargo writes it: blocks in the order of names and versions, what stands before and behind them kept. */

export interface LockEntry {
  readonly name: string;
  readonly version: string;
  /** Absent: a crate of the project's own. */
  readonly source?: string;
  readonly checksum?: string;
  /** As they stand in the text: `name`, `name version`, `name version (source)`. */
  readonly dependencies: readonly string[];
}

export interface LockText {
  readonly head: string;
  readonly entries: readonly LockEntry[];
  readonly tail: string;
}

/** Undefined for a form that is not written here: version 1 and 2 keep checksums elsewhere, and entries with other keys. */
export function readLock(text: string): LockText | undefined {
  if (!/^version = [34]\r?$/m.test(text)) return undefined;
  const first = text.indexOf('[[package]]');
  if (first === -1) return undefined;
  const after = /^\[(?!\[package\]\])/m.exec(text.slice(first));
  const end = after === null ? text.length : first + after.index;
  const entries: LockEntry[] = [];
  for (const block of text.slice(first, end).split('[[package]]').slice(1)) {
    const entry = readEntry(block);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { head: text.slice(0, first), entries, tail: text.slice(end) };
}

export function writeLock({ head, entries, tail }: LockText, newline: string): string {
  const blocks = entries.map(({ name, version, source, checksum, dependencies }) =>
    [
      '[[package]]',
      `name = "${name}"`,
      `version = "${version}"`,
      ...(source === undefined ? [] : [`source = "${source}"`]),
      ...(checksum === undefined ? [] : [`checksum = "${checksum}"`]),
      ...(dependencies.length === 0 ? [] : ['dependencies = [', ...dependencies.map((each) => ` "${each}",`), ']']),
      '',
    ].join(newline),
  );
  return `${head}${blocks.join(newline)}${tail === '' ? '' : `${newline}${tail}`}`;
}

function readEntry(block: string): LockEntry | undefined {
  const found = new Map<string, string>();
  const dependencies: string[] = [];
  let isInside = false;
  for (const line of block.split(/\r?\n/)) {
    const item = /^ "([^"\\]+)",?$/.exec(line)?.[1];
    const pair = /^(name|version|source|checksum) = "([^"\\]*)"$/.exec(line);
    if (isInside && item !== undefined) dependencies.push(item);
    else if (isInside && line === ']') isInside = false;
    else if (line === 'dependencies = [') isInside = true;
    else if (pair !== null) found.set(pair[1] ?? '', pair[2] ?? '');
    else if (line.trim() !== '') return undefined;
  }
  const [name, version, source, checksum] = ['name', 'version', 'source', 'checksum'].map((key) => found.get(key));
  if (name === undefined || version === undefined) return undefined;
  return {
    name,
    version,
    dependencies,
    ...(source !== undefined && { source }),
    ...(checksum !== undefined && { checksum }),
  };
}
