/** pnpm-lock.yaml of version 9, as pnpm writes it: sections of blocks, each kept in its own text. */

export interface PnpmLock {
  /** In which form it is written: that of 6 is read by lock-text-6.ts. */
  readonly version: 6 | 9;
  /** Version 6, of a project without workspaces. */
  readonly isSingle?: boolean;
  /** Version, settings, overrides. */
  readonly head: string;
  readonly importers: readonly string[];
  /** By `name@version`. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
  /** By `name@version(peer@version)…`. */
  readonly snapshots: ReadonlyMap<string, readonly string[]>;
  readonly newline: string;
}

/** Undefined for another version or layout than pnpm 9 and 10 write. */
export function readPnpmLock(text: string): PnpmLock | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (!lines.some((line) => /^lockfileVersion: '?9\./.test(line))) return undefined;
  const [importers, packages, snapshots] = ['importers:', 'packages:', 'snapshots:'].map((line) => lines.indexOf(line));
  if (importers === undefined || packages === undefined || snapshots === undefined) return undefined;
  if (importers < 0 || packages < importers || snapshots < packages) return undefined;
  if (lines.slice(snapshots + 1).some((line) => /^\S/.test(line))) return undefined;
  return {
    version: 9,
    head: lines.slice(0, importers).join('\n'),
    importers: lines.slice(importers + 1, packages),
    packages: blocksIn(lines.slice(packages + 1, snapshots)),
    snapshots: blocksIn(lines.slice(snapshots + 1)),
    newline,
  };
}

export function writePnpmLock({ head, importers, packages, snapshots, newline }: PnpmLock): string {
  return [
    head,
    'importers:',
    ...importers,
    'packages:',
    '',
    ...section(packages),
    'snapshots:',
    '',
    ...section(snapshots),
  ]
    .join('\n')
    .replaceAll('\n', newline);
}

function section(blocks: ReadonlyMap<string, readonly string[]>): string[] {
  return [...blocks].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, lines]) => [...lines, '']);
}

export function blocksIn(lines: readonly string[]): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    const key = /^ {2}(\S.*?):(?: \{\})?$/.exec(line)?.[1];
    if (key !== undefined) {
      current = [line];
      blocks.set(unquoted(key), current);
    } else if (line !== '') current?.push(line);
  }
  return blocks;
}

export interface PnpmReference {
  readonly as: string;
  readonly value: string;
  readonly isOptional: boolean;
  /** Its line in the block. */
  readonly at: number;
}

/** What a snapshot's block leads to. */
export function referencesIn(lines: readonly string[]): PnpmReference[] {
  const found: PnpmReference[] = [];
  let section = '';
  for (const [at, line] of lines.entries()) {
    const opened = /^ {4}(\w+):$/.exec(line)?.[1];
    if (opened !== undefined) section = opened;
    const parts = /^ {6}(\S+): (.+)$/.exec(line);
    if (parts !== null && (section === 'dependencies' || section === 'optionalDependencies'))
      found.push({
        as: unquoted(parts[1] ?? ''),
        value: unquoted(parts[2] ?? ''),
        isOptional: section === 'optionalDependencies',
        at,
      });
  }
  return found;
}

export interface PnpmRequest {
  readonly importer: string;
  readonly as: string;
  readonly specifier: string;
  readonly value: string;
  /** The lines of its specifier and version among the importers'. */
  readonly specifierAt: number;
  readonly valueAt: number;
}

export function requestsIn(lines: readonly string[]): PnpmRequest[] {
  const found: PnpmRequest[] = [];
  let importer = '';
  let as = '';
  let specifier = '';
  let specifierAt = -1;
  for (const [at, line] of lines.entries()) {
    importer = unquoted(/^ {2}(\S.*?):(?: \{\})?$/.exec(line)?.[1] ?? importer);
    as = unquoted(/^ {6}(\S.*?):$/.exec(line)?.[1] ?? as);
    const parts = /^ {8}(specifier|version): (.+)$/.exec(line);
    if (parts?.[1] === 'specifier') {
      specifier = unquoted(parts[2] ?? '');
      specifierAt = at;
    } else if (parts !== null)
      found.push({ importer, as, specifier, value: unquoted(parts[2] ?? ''), specifierAt, valueAt: at });
  }
  return found;
}

/** The key that a reference means: `1.0.0(peer@1)` of its own name, `other@1.0.0` of another's. Undefined for links and files. */
export function keyOfReference(as: string, value: string): string | undefined {
  if (/^(?:link|file|workspace|https?|git\+)/.test(value)) return undefined;
  return /^\d/.test(value) ? `${as}@${value}` : value;
}

/** `name@version` of a key, and the peers behind it. */
export function partsOfKey(key: string): { readonly name: string; readonly version: string; readonly peers: string } {
  const open = key.indexOf('(');
  const plain = open === -1 ? key : key.slice(0, open);
  const at = plain.lastIndexOf('@');
  return { name: plain.slice(0, at), version: plain.slice(at + 1), peers: open === -1 ? '' : key.slice(open) };
}

export function yamlKey(text: string): string {
  return /^[a-zA-Z0-9_.][\w.@/()+~^-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** A plain scalar where YAML reads it back as the same text. `inFlow`: within `{}`, where a comma or bracket would end it. */
export function yamlText(text: string, inFlow = false): string {
  const isSafe =
    /^[^\s\-?:,[\]{}#&*!|=>'"%@`][\x20-\x7e]*$/.test(text) &&
    !/ $|:$|: | #/.test(text) &&
    !(inFlow && /[,[\]{}]/.test(text));
  const isOther =
    /^(?:true|false|null|~|[-+]?\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|0[xob][0-9a-f]+|\d{4}-\d\d?-\d\d?.*)$/i.test(text);
  return isSafe && !isOther ? text : `'${text.replaceAll("'", "''")}'`;
}

export function unquoted(text: string): string {
  return /^'.*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}
