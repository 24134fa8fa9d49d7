import { blocksIn, type PnpmLock, referencesIn, requestsIn, unquoted, yamlText } from './lock-text.ts';

/**
 * pnpm-lock.yaml of version 6, as pnpm 8 writes it, in the form of version 9 and back: there a package and what it leads to are one block, with a
 * slash before its key and with flags that say for whom it is there; a project without workspaces has its requests at the top level.
 * Undefined for what else pnpm 8 can write: packages that are not from its registry, and times.
 */
export function readPnpmLock6(text: string): PnpmLock | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const from = lines.findIndex((line) => line === 'importers:' || sections.test(line));
  const packages = lines.indexOf('packages:');
  if (from === -1 || packages < from || lines.slice(packages + 1).some((line) => /^\S/.test(line))) return undefined;
  const blocks = blocksIn(lines.slice(packages + 1));
  if ([...blocks.keys()].some((key) => !key.startsWith('/'))) return undefined;
  const isSingle = lines[from] !== 'importers:';
  const own = isSingle
    ? ['', '  .:', ...lines.slice(from, packages).map((line) => (line === '' ? '' : `    ${line}`))]
    : lines.slice(from + 1, packages);
  const plain = new Map<string, readonly string[]>();
  const snapshots = new Map<string, readonly string[]>();
  for (const [slashed, block] of blocks) {
    const key = slashed.slice(1);
    const open = key.indexOf('(');
    const parts = partedIn(block);
    plain.set(open === -1 ? key : key.slice(0, open), [`  ${key}:`, ...parts.package]);
    snapshots.set(key, withoutSlashes([`  ${key}:`, ...parts.snapshot]));
  }
  return {
    version: 6,
    head: lines.slice(0, from).join('\n'),
    importers: own.map((line) => line.replace(/^( {8}version: )\/(?=\S)/, '$1')),
    packages: plain,
    snapshots,
    newline,
    ...(isSingle && { isSingle }),
  };
}

export function writePnpmLock6({ head, importers, packages, snapshots, newline, isSingle }: PnpmLock): string {
  const flags = flagsOf(importers, snapshots);
  const blocks = [...snapshots]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, lines]) => {
      const open = key.indexOf('(');
      const [, ...own] = packages.get(open === -1 ? key : key.slice(0, open)) ?? [];
      return [`  /${key}:`, ...own, ...withSlashes(lines).slice(1), ...(flags.get(key) ?? []), ''];
    });
  const slashed = importers.map((line) => line.replace(/^( {8}version: )(?=[^\d'\s])(?!link:|file:)/, '$1/'));
  const asked = isSingle === true ? slashed.slice(2).map((line) => line.slice(4)) : ['importers:', ...slashed];
  return [head, ...asked, 'packages:', '', ...blocks].join('\n').replaceAll('\n', newline);
}

const sections = /^(?:d|devD|optionalD)ependencies:$/;
const ofSnapshots = /^ {4}(?:dependencies|optionalDependencies|transitivePeerDependencies):$/;

function partedIn([, ...lines]: readonly string[]): { package: string[]; snapshot: string[] } {
  const parts = { package: [] as string[], snapshot: [] as string[] };
  let isSnapshot = false;
  for (const line of lines) {
    if (/^ {4}\S/.test(line)) isSnapshot = ofSnapshots.test(line);
    if (!/^ {4}(?:dev|optional): /.test(line)) (isSnapshot ? parts.snapshot : parts.package).push(line);
  }
  return parts;
}

function withoutSlashes(lines: readonly string[]): string[] {
  const next = [...lines];
  for (const { at, value } of referencesIn(lines))
    if (value.startsWith('/')) next[at] = `${startOf(lines[at])}${yamlText(value.slice(1))}`;
  return next;
}

/** References to a package under another name. */
function withSlashes(lines: readonly string[]): string[] {
  const next = [...lines];
  for (const { at, value } of referencesIn(lines))
    if (!/^(?:\d|link:|file:)/.test(value)) next[at] = `${startOf(lines[at])}/${value}`;
  return next;
}

function startOf(line = ''): string {
  return /^ {6}\S+: /.exec(line)?.[0] ?? '';
}

/** By key: whether only tools need it (`dev`; missing where both do), and whether it may be missing. */
function flagsOf(
  importers: readonly string[],
  snapshots: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const roots = { dependencies: [] as string[], devDependencies: [] as string[], optionalDependencies: [] as string[] };
  for (const { as, value, valueAt } of requestsIn(importers)) {
    const section = importers
      .slice(0, valueAt)
      .findLast((line) => /^ {4}\w+:$/.test(line))
      ?.trim()
      .slice(0, -1);
    const key = /^\d/.test(value) ? `${as}@${value}` : value;
    if (section !== undefined && section in roots) roots[section as keyof typeof roots].push(key);
  }
  const reach = (from: readonly string[], throughOptional: boolean): ReadonlySet<string> => {
    const reached = new Set<string>(from);
    for (const key of reached)
      for (const { as, value, isOptional } of referencesIn(snapshots.get(key) ?? []))
        if (throughOptional || !isOptional) reached.add(/^\d/.test(value) ? `${as}@${value}` : unquoted(value));
    return reached;
  };
  const production = reach([...roots.dependencies, ...roots.optionalDependencies], true);
  const dev = reach(roots.devDependencies, true);
  const needed = reach([...roots.dependencies, ...roots.devDependencies], false);
  return new Map(
    [...snapshots.keys()].map((key) => [
      key,
      [
        ...(production.has(key) && dev.has(key) ? [] : [`    dev: ${dev.has(key)}`]),
        ...(needed.has(key) ? [] : ['    optional: true']),
      ],
    ]),
  );
}
