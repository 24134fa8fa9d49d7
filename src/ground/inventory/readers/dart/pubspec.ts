import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { blockOf, blockText, readYamlBlocks, type YamlBlock } from '../../yaml-blocks.ts';

/** Pub's `pubspec.yaml`: what the package asks for (dart.dev/tools/pub/pubspec). */
export const reader: DependencyReader = {
  format: 'dart/pubspec',
  wants: (_path, name) => name === 'pubspec.yaml',
  read(file, deadline) {
    const root = readYamlBlocks(linesOf(file), new Patience(deadline));
    const listing = new Listing();
    for (const dependency of blockOf(root, 'dependencies')?.children ?? []) addPackage(dependency, false, listing);
    for (const dependency of blockOf(root, 'dev_dependencies')?.children ?? []) addPackage(dependency, true, listing);
    const name = blockText(root, 'name');
    const version = blockText(root, 'version');
    return {
      role: 'manifest',
      ...(name === undefined ? {} : { root: version === undefined ? { name } : { name, version } }),
      ...listing.result(),
    };
  },
};

function addPackage(dependency: YamlBlock, dev: boolean, listing: Listing): void {
  const { key: name, line, endLine } = dependency;
  if (name === undefined || name === '' || blockOf(dependency, 'sdk') !== undefined) return;
  const constraint = dependency.text || blockText(dependency, 'version');
  const version = /^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$/.test(constraint ?? '') ? constraint : undefined;
  const source = sourceOf(dependency);
  listing.add({
    purl: formatPurl({ type: 'pub', name, ...(version === undefined ? {} : { version }) }),
    line,
    ...(endLine === line ? {} : { endLine }),
    direct: true,
    ...(constraint === undefined ? {} : { constraint: constraint.slice(0, 200) }),
    ...(dev ? { scope: 'dev' } : {}),
    ...(source === undefined ? {} : { source }),
  });
}

function sourceOf(dependency: YamlBlock): string | undefined {
  const path = blockText(dependency, 'path');
  if (path !== undefined) return path.slice(0, 500);
  const git = blockOf(dependency, 'git');
  return plainUrl(git?.text || blockText(git, 'url') || blockText(dependency, 'hosted') || '');
}
