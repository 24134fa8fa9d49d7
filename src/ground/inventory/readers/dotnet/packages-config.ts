import { childrenOf } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { readXmlFile } from '../../xml.ts';

/** NuGet's `packages.config`: every package that is installed, at its exact version, without a graph. */
export const reader: DependencyReader = {
  format: 'dotnet/packages-config',
  wants: (_path, name) => name === 'packages.config' || /^packages\.[^/]+\.config$/.test(name),
  read(file, deadline) {
    const root = readXmlFile(file, deadline);
    if (root.name !== 'packages') return undefined;
    const listing = new Listing();
    for (const { attributes, line, endLine } of childrenOf(root, 'package')) {
      const [name, version] = [attributes.get('id'), attributes.get('version')];
      if (!name || !version) {
        listing.problem('malformed', line, 'A package without an id or version.');
        continue;
      }
      const constraint = attributes.get('allowedVersions');
      const framework = attributes.get('targetFramework');
      listing.add({
        purl: formatPurl({ type: 'nuget', name, version }),
        line,
        ...(endLine === line ? {} : { endLine }),
        ...(constraint === undefined ? {} : { constraint: constraint.slice(0, 200) }),
        ...(attributes.get('developmentDependency')?.toLowerCase() === 'true' ? { scope: 'dev' } : {}),
        ...(framework === undefined ? {} : { group: framework.slice(0, 100) }),
      });
    }
    return { role: 'lockfile', ...listing.result() };
  },
};
