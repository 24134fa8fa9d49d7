import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/**
 * NuGet's `packages.lock.json`: for each target framework its packages, `Direct`, `Transitive` or `CentralTransitive`, and the projects that
 * are referred to. What is needed for several frameworks is listed for each: versions may differ.
 */
export const reader: DependencyReader = {
  format: 'dotnet/packages-lock',
  wants: (_path, name) =>
    name === 'packages.lock.json' || (name.startsWith('packages.') && name.endsWith('.lock.json')),
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const frameworks = root.get('dependencies');
    if (frameworks === undefined || root.get('version') === undefined)
      throw new ReadFailure('malformed', 'no version and dependencies of a packages.lock.json', root.line);
    const listing = new Listing();
    if (frameworks.kind !== 'object')
      listing.problem('unsupported', frameworks.line, 'The dependencies are no object.');
    for (const [framework, packages] of frameworks.members) addFramework(framework.slice(0, 100), packages, listing);
    return { role: 'lockfile', ...listing.result() };
  },
};

function addFramework(framework: string, packages: JsonNode, listing: Listing): void {
  const positions = new Map<string, number>();
  if (packages.kind !== 'object') listing.problem('unsupported', packages.line, 'The packages are no object.');
  for (const { line } of packages.duplicates ?? [])
    listing.problem('duplicate', line, 'A package stands here a second time for one framework.');
  for (const [name, node] of packages.members) {
    const kind = node.get('type')?.text;
    if (kind === 'Project') continue;
    const version = node.get('resolved')?.text;
    if (name === '' || version === undefined) {
      listing.problem('malformed', node.line, 'A package without a version.');
      continue;
    }
    const constraint = node.get('requested')?.text;
    const digest = node.get('contentHash')?.text;
    const position = listing.add({
      purl: formatPurl({ type: 'nuget', name, version }),
      line: node.line,
      endLine: node.endLine,
      group: framework,
      ...(kind === 'Direct' ? { direct: true } : {}),
      ...(constraint === undefined ? {} : { constraint: constraint.slice(0, 200) }),
      ...(digest === undefined ? {} : { integrity: `sha512-${digest.slice(0, 100)}` }),
    });
    positions.set(name.toLowerCase(), position);
  }
  for (const [name, node] of packages.members) {
    const from = positions.get(name.toLowerCase());
    for (const needed of from === undefined ? [] : (node.get('dependencies')?.members.keys() ?? [])) {
      const to = positions.get(needed.toLowerCase());
      if (from !== undefined && to !== undefined) listing.link(from, to);
    }
  }
}
