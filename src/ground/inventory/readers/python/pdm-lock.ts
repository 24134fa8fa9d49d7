import type { JsonNode } from '#ground/formats';
import type { DependencyReader } from '../../reader.ts';
import { lockedBlocks, type TomlBlock } from '../../toml.ts';
import { integrityOf, LockedPackages } from './locked.ts';
import { parseRequirement, sourceOf } from './requirement.ts';

/** pdm.lock. It does not tell what the project itself asks for: pyproject.toml does. */
export const reader: DependencyReader = {
  format: 'python/pdm-lock',
  wants: (_, name) => /^pdm(?:\.[\w-]+)?\.lock$/.test(name),
  read(file, deadline) {
    const locked = new LockedPackages();
    for (const block of lockedBlocks(file, deadline, locked.listing))
      if (block.isItem && block.path.length === 1 && block.path[0] === 'package') addPackage(locked, block);
    locked.links.linkAll(locked.listing);
    return { role: 'lockfile', ...locked.listing.result() };
  },
};

function addPackage(locked: LockedPackages, { table, line, endLine }: TomlBlock): void {
  const groups = table.get('groups')?.items.flatMap(({ text }) => text ?? []) ?? [];
  const isShipped = groups.length === 0 || groups.includes('default');
  const source = sourceIn(table);
  const position = locked.add(table.get('name')?.text, table.get('version')?.text, {
    line,
    endLine,
    ...(!isShipped && { group: groups.join(' '), scope: 'dev' as const }),
    ...integrityOf(table.get('files')?.items ?? []),
    ...(source !== undefined && { source }),
  });
  if (position === undefined) return;
  for (const { text } of table.get('dependencies')?.items ?? []) {
    const wanted = parseRequirement(text ?? '');
    locked.wants(position, wanted?.name, /^==([^,*]+)$/.exec(wanted?.specifier ?? '')?.[1]);
  }
}

function sourceIn(table: JsonNode): string | undefined {
  const git = table.get('git')?.text;
  if (git !== undefined) return sourceOf(`git+${git}@${table.get('revision')?.text ?? ''}`.replace(/@$/, ''));
  const other = table.get('url')?.text ?? table.get('path')?.text;
  return other === undefined ? undefined : sourceOf(other);
}
