/** Edits of requirements files that leave comments, options and the order of lines as they are. */

export interface PinChange {
  readonly version: string;
  /** Absent: the line has no hashes, and gets none. */
  readonly hashes: readonly string[];
  /** Of a new line. */
  readonly marker?: string;
}

interface Entry {
  /** Of its first and last physical line. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** PEP 503. */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Sets the pins (`==`) of packages, with new hashes where there are old ones. */
export function withPins(text: string, pins: ReadonlyMap<string, PinChange>): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  for (const { from, to, name } of entriesIn(lines).toReversed()) {
    const pin = pins.get(name);
    if (pin === undefined) continue;
    const old = lines.slice(from, to + 1);
    lines.splice(from, to - from + 1, ...pinned(old, pin));
  }
  return lines.join(newline);
}

/** Replaces what a line asks for, where it asks exactly for `from`. */
export function withSpecifier(text: string, name: string, from: string, next: string): string | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  let isFound = false;
  for (const { from: at, name: own } of entriesIn(lines)) {
    if (own !== name) continue;
    const line = lines[at] ?? '';
    const parts = /^(\s*[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?\s*\(?)([^;#\\)]*?)(\s*(?:[;#\\)].*|--.*)?)$/.exec(
      line,
    );
    if (parts === null || (parts[2] ?? '').replace(/\s+/g, '') !== from.replace(/\s+/g, '')) continue;
    lines[at] = `${parts[1] ?? ''}${next}${parts[3] ?? ''}`;
    isFound = true;
  }
  return isFound ? lines.join(newline) : undefined;
}

/** A new pin, in the alphabetical place where the file keeps one, else at its end. */
export function withNewPin(text: string, name: string, { version, hashes, marker }: PinChange, via: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const entries = entriesIn(lines);
  const isSorted = entries.every((entry, at) => at === 0 || (entries[at - 1]?.name ?? '') <= entry.name);
  const hasNotes = lines.some((line) => /^\s+# via\b/.test(line));
  const pin = `${name}==${version}${marker === undefined ? '' : ` ; ${marker}`}`;
  const written = [
    ...(hashes.length === 0 ? [pin] : [`${pin} \\`, ...hashLines(hashes, '    ')]),
    ...(hasNotes ? [`    # via ${via}`] : []),
  ];
  const before = isSorted ? entries.findIndex((entry) => entry.name > name) : -1;
  const end = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  lines.splice(before === -1 ? end : (entries[before]?.from ?? end), 0, ...written);
  return lines.join(newline);
}

export function hasHashes(text: string): boolean {
  return /^[^#]*--hash[=\s]/m.test(text);
}

function pinned(lines: readonly string[], { version, hashes }: PinChange): string[] {
  const first = (lines[0] ?? '').replace(/(===?\s*)[^\s;\\#,]+/, (_, operator: string) => `${operator}${version}`);
  const at = lines.findIndex(isHash);
  if (/\s--hash[=\s]/.test(first)) {
    // Hashes behind the requirement on one line stay there.
    const plain = first.replace(/\s+--hash[=\s]\S+/g, '').replace(/\s*\\$/, '');
    return [
      `${plain} ${hashes.map((hash) => `--hash=${hash}`).join(' ')}`,
      ...lines.slice(1).filter((line) => !isHash(line)),
    ];
  }
  if (at === -1 || hashes.length === 0) return [first, ...lines.slice(1)];
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '    ';
  const last = lines.findLastIndex(isHash);
  const goesOn = (lines[last] ?? '').trimEnd().endsWith('\\');
  const fresh = hashLines(hashes, indent);
  if (goesOn) fresh.push(`${fresh.pop() ?? ''} \\`);
  return [first, ...lines.slice(1, at), ...fresh, ...lines.slice(last + 1)];
}

function isHash(line: string): boolean {
  return /^\s*--hash[=\s]/.test(line);
}

function hashLines(hashes: readonly string[], indent: string): string[] {
  return hashes.map((hash, at) => `${indent}--hash=${hash}${at < hashes.length - 1 ? ' \\' : ''}`);
}

/** Requirements with the lines that a backslash joins to them. */
function entriesIn(lines: readonly string[]): Entry[] {
  const found: Entry[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const from = at;
    while ((lines[at] ?? '').endsWith('\\') && at < lines.length - 1 && !/(?:^|\s)#/.test(lines[at] ?? '')) at += 1;
    const name = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;(\\#@]|$|\s-)/.exec(
      lines[from] ?? '',
    )?.[1];
    if (name !== undefined) found.push({ from, to: at, name: normal(name) });
  }
  return found;
}
