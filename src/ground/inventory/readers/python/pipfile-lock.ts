import { readJsonFile } from '../../json.ts';
import type { JsonNode } from '#ground/formats';
import { type DependencyReader, ReadFailure } from '../../reader.ts';
import { LockedPackages } from './locked.ts';
import { indexSource, scopeOfGroup } from './pypi.ts';
import { sourceOf } from './requirement.ts';

/** Pipfile.lock: one list for each category. It has no graph, and what is asked for directly stands in Pipfile. */
export const reader: DependencyReader = {
  format: 'python/pipfile-lock',
  wants: (_, name) => name === 'pipfile.lock',
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    if (root.kind !== 'object')
      throw new ReadFailure('malformed', 'It is no Pipfile.lock: it is no object.', root.line);
    const locked = new LockedPackages();
    const { listing } = locked;
    for (const { key, line } of root.duplicates ?? [])
      listing.problem('duplicate', line, `${key.slice(0, 80)} stands here a second time.`);
    const indexes = new Map<string, string>();
    for (const source of root.get('_meta')?.get('sources')?.items ?? [])
      indexes.set(source.get('name')?.text ?? '', source.get('url')?.text ?? '');
    for (const [category, packages] of root.members) {
      if (category === '_meta') continue;
      if (packages.kind !== 'object')
        listing.problem('unsupported', packages.line, `The packages of ${category.slice(0, 80)} are no object.`);
      for (const { key, line } of packages.duplicates ?? [])
        listing.problem('duplicate', line, `${key.slice(0, 80)} stands here a second time.`);
      for (const [name, said] of packages.members) addPackage(locked, category, name, said, indexes);
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(
  locked: LockedPackages,
  category: string,
  name: string,
  said: JsonNode,
  indexes: ReadonlyMap<string, string>,
): void {
  const version = /^={2,3}([^,]+)$/.exec(said.get('version')?.text ?? '')?.[1];
  const source = sourceIn(said, indexes);
  const hashes = said.get('hashes')?.items ?? [];
  const hash = hashes.length === 1 ? hashes[0]?.text : undefined;
  locked.add(name, version, {
    line: said.line,
    endLine: said.endLine,
    ...(category !== 'default' && { group: category, scope: scopeOfGroup(category) ?? ('optional' as const) }),
    ...(source !== undefined && { source }),
    ...(hash !== undefined && { integrity: hash }),
  });
}

function sourceIn(said: JsonNode, indexes: ReadonlyMap<string, string>): string | undefined {
  for (const vcs of ['git', 'hg', 'svn', 'bzr']) {
    const url = said.get(vcs)?.text;
    if (url !== undefined) return sourceOf(`${vcs}+${url}@${said.get('ref')?.text ?? ''}`.replace(/@$/, ''));
  }
  const other =
    said.get('file')?.text ?? said.get('path')?.text ?? indexSource(indexes.get(said.get('index')?.text ?? ''));
  return other === undefined || other === '' ? undefined : sourceOf(other);
}
