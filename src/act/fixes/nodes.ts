import type { DependencyFile } from '#ground/model';
import type { RegistryType } from '#ground/registries';
import type { GraphNode } from './model.ts';
import { nameAndVersion } from './purl-of.ts';

/** The places of a lockfile with who brought in whom both ways, of the packages of one registry. */
export function nodesOf(lock: DependencyFile, type: RegistryType): GraphNode[] {
  const parents = lock.packages.map((): number[] => []);
  for (const [index, { dependsOn = [] }] of lock.packages.entries())
    for (const child of dependsOn) if (child !== index) parents[child]?.push(index);
  return lock.packages.map((listed, index) => {
    const parts = nameAndVersion(listed.purl);
    const isOther = parts === undefined || parts.type !== type;
    const source = isOther ? 'elsewhere' : listed.source;
    return {
      index,
      name: parts?.name ?? listed.purl,
      version: parts?.version ?? '',
      purl: listed.purl,
      line: listed.line,
      parents: parents[index] ?? [],
      children: listed.dependsOn ?? [],
      isDirect: listed.direct === true,
      isDevelopment: listed.scope === 'dev' || listed.scope === 'test',
      ...(source !== undefined && { source }),
    };
  });
}

/** `a/b/package-lock.json` and `package.json` → `a/b/package.json`. */
export function beside(path: string, name: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? name : `${path.slice(0, slash)}/${name}`;
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

export function joined(folder: string, path: string): string {
  const parts = [...folder.split('/'), ...path.split('/')].filter((part) => part !== '' && part !== '.');
  // Out of its root leads no path of a lockfile's.
  return parts.includes('..') ? '' : parts.join('/');
}
