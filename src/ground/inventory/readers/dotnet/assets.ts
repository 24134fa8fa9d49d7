import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/**
 * What .NET's tools write about a project: `project.assets.json` at a restore, `*.deps.json` beside what was built. Both have `targets`, for
 * each framework its `Name/Version` with dependencies, and `libraries`, which tell packages from projects.
 */
export const reader: DependencyReader = {
  format: 'dotnet/assets',
  wants: (_path, name) => name === 'project.assets.json' || name.endsWith('.deps.json'),
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const [targets, libraries] = [root.get('targets'), root.get('libraries')];
    if (targets === undefined || libraries === undefined) {
      if (file.path.endsWith('.deps.json')) return undefined;
      throw new ReadFailure('malformed', 'no targets and libraries of a project.assets.json', root.line);
    }
    const listing = new Listing();
    for (const [target, packages] of targets.members) {
      const direct = directIn(root, target, libraries, packages);
      addTarget(target.slice(0, 100), packages, libraries, direct, listing);
    }
    const isBuilt = file.path.endsWith('.deps.json');
    const project = isBuilt
      ? [...libraries.members].find(([, library]) => library.get('type')?.text === 'project')
      : undefined;
    const [name, version] = splitKey(project?.[0] ?? '');
    return {
      role: isBuilt ? 'installed' : 'lockfile',
      ...(name === '' ? {} : { root: version === '' ? { name } : { name, version } }),
      ...listing.result(),
    };
  },
};

function addTarget(
  target: string,
  packages: JsonNode,
  libraries: JsonNode,
  direct: ReadonlySet<string>,
  listing: Listing,
): void {
  const positions = new Map<string, number>();
  for (const [key, node] of packages.members) {
    const library = libraries.get(key);
    const kind = node.get('type')?.text ?? library?.get('type')?.text;
    const [name, version] = splitKey(key);
    if (kind !== 'package') continue;
    if (name === '' || version === '') {
      listing.problem('malformed', node.line, 'A package without a name or version.');
      continue;
    }
    const digest = library?.get('sha512')?.text?.replace(/^sha512-/, '');
    const position = listing.add({
      purl: formatPurl({ type: 'nuget', name, version }),
      line: node.line,
      endLine: node.endLine,
      group: target,
      ...(direct.has(name.toLowerCase()) ? { direct: true } : {}),
      ...(digest === undefined || digest === '' ? {} : { integrity: `sha512-${digest.slice(0, 100)}` }),
    });
    positions.set(name.toLowerCase(), position);
  }
  for (const [key, node] of packages.members) {
    const from = positions.get(splitKey(key)[0].toLowerCase());
    for (const needed of from === undefined ? [] : (node.get('dependencies')?.members.keys() ?? [])) {
      const to = positions.get(needed.toLowerCase());
      if (from !== undefined && to !== undefined) listing.link(from, to);
    }
  }
}

/** What the project itself asks for: a list of its own at a restore, the dependencies of the first project in what was built. */
function directIn(root: JsonNode, target: string, libraries: JsonNode, packages: JsonNode): ReadonlySet<string> {
  const groups = root.get('projectFileDependencyGroups');
  if (groups !== undefined) {
    const names = groups.get(target.split('/', 1)[0] ?? '')?.items ?? [];
    return new Set(names.map(({ text = '' }) => text.split(' ', 1)[0]?.toLowerCase() ?? ''));
  }
  for (const [key, node] of packages.members)
    if (libraries.get(key)?.get('type')?.text === 'project')
      return new Set([...(node.get('dependencies')?.members.keys() ?? [])].map((name) => name.toLowerCase()));
  return new Set();
}

/** `Newtonsoft.Json/13.0.1` */
function splitKey(key: string): readonly [name: string, version: string] {
  const slash = key.lastIndexOf('/');
  return slash === -1 ? [key, ''] : [key.slice(0, slash), key.slice(slash + 1)];
}
