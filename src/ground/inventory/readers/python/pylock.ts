import type { JsonNode } from '#ground/formats';
import type { DependencyReader } from '../../reader.ts';
import { type TomlBlock, tomlBlocks } from '../../toml.ts';
import { LockedPackages, sha256Of } from './locked.ts';
import { indexSource } from './pypi.ts';
import { sourceOf } from './requirement.ts';

/** pylock.toml and pylock.NAME.toml (PEP 751). It does not tell what was asked for directly. */
export const reader: DependencyReader = {
  format: 'python/pylock',
  wants: (_, name) => /^pylock(?:\.[^.]+)?\.toml$/.test(name),
  read(file, deadline) {
    const locked = new LockedPackages();
    const { listing } = locked;
    let current: number | undefined;
    let defaults: readonly string[] = [];
    for (const block of tomlBlocks(file, deadline, listing)) {
      const [first, second] = block.path;
      if (first === undefined) {
        const version = block.table.get('lock-version')?.text;
        if (version !== undefined && !version.startsWith('1.'))
          listing.problem('unsupported', block.line, `The lock-version ${version.slice(0, 20)} is not known here.`);
        defaults = block.table.get('default-groups')?.items.flatMap(({ text }) => text ?? []) ?? [];
      }
      if (first !== 'packages') continue;
      if (second === undefined) current = addPackage(locked, block, defaults);
      else if (current !== undefined && block.path.length === 2) amend(locked, current, second, block.table);
    }
    locked.links.linkAll(listing);
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(
  locked: LockedPackages,
  { table, line, endLine }: TomlBlock,
  defaults: readonly string[],
): number | undefined {
  const index = indexSource(table.get('index')?.text);
  const position = locked.add(table.get('name')?.text, table.get('version')?.text, {
    line,
    endLine,
    ...(index !== undefined && { source: sourceOf(index) }),
    ...scopeOf(table.get('marker')?.text ?? '', defaults),
  });
  if (position !== undefined)
    for (const key of ['vcs', 'directory', 'archive', 'sdist', 'wheels', 'dependencies']) {
      const node = table.get(key);
      if (node !== undefined) amend(locked, position, key, node);
    }
  return position;
}

/** What a key of a package says, or a table of its own below it. */
function amend(locked: LockedPackages, position: number, key: string, node: JsonNode): void {
  const entry = locked.listing.at(position);
  if (entry === undefined) return;
  if (key === 'dependencies')
    for (const one of node.items.length > 0 ? node.items : [node])
      locked.wants(position, one.get('name')?.text, one.get('version')?.text);
  if (key === 'vcs') {
    const url = node.get('url')?.text ?? node.get('path')?.text ?? '';
    entry.source = sourceOf(
      `${node.get('type')?.text ?? 'git'}+${url}@${node.get('commit-id')?.text ?? ''}`.replace(/@$/, ''),
    );
  }
  if (key === 'directory' || key === 'archive') {
    const from = node.get('url')?.text ?? node.get('path')?.text;
    if (from !== undefined) entry.source = sourceOf(from);
  }
  const integrity =
    sha256Of(node.get('hashes')) ?? (node.items.length === 1 ? sha256Of(node.items[0]?.get('hashes')) : undefined);
  if (integrity !== undefined && (key === 'sdist' || key === 'archive' || entry.integrity === undefined))
    entry.integrity = integrity;
}

/** Which groups or extras ask for it, where its marker says so: `'dev' in dependency_groups`. */
function scopeOf(
  marker: string,
  defaults: readonly string[],
): { readonly scope?: 'dev' | 'optional'; readonly group?: string } {
  const found = [...marker.slice(0, 2000).matchAll(/(['"])([^'"]{1,100})\1 +in +(dependency_groups|extras)/g)];
  const groups = found.flatMap(([, , name, kind]) => (kind === 'dependency_groups' ? (name ?? []) : []));
  const extras = found.flatMap(([, , name, kind]) => (kind === 'extras' ? (name ?? []) : []));
  if (groups.some((group) => defaults.includes(group))) return {};
  if (extras.length > 0) return { scope: 'optional', group: extras.join(' ') };
  return groups.length > 0 ? { scope: 'dev', group: groups.join(' ') } : {};
}
