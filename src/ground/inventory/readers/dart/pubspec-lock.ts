import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { blockOf, blockText, readYamlBlocks, type YamlBlock } from '../../yaml-blocks.ts';

/** Pub's `pubspec.lock`: every package with how it is needed (`direct main`, `direct dev`, `transitive`), without a graph. */
export const reader: DependencyReader = {
  format: 'dart/pubspec-lock',
  wants: (_path, name) => name === 'pubspec.lock',
  read(file, deadline) {
    const root = readYamlBlocks(linesOf(file), new Patience(deadline));
    const packages = blockOf(root, 'packages');
    if (packages === undefined && blockOf(root, 'sdks') === undefined)
      throw new ReadFailure('malformed', 'neither packages nor sdks of a pubspec.lock', 1);
    const listing = new Listing();
    for (const entry of packages?.children ?? []) addPackage(entry, listing);
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(entry: YamlBlock, listing: Listing): void {
  const { key: name, line, endLine } = entry;
  const kind = blockText(entry, 'source');
  // Part of the Dart or Flutter SDK: its version is always 0.0.0.
  if (name === undefined || kind === 'sdk') return;
  const version = blockText(entry, 'version');
  if (version === undefined) return listing.problem('malformed', line, 'A package without a version.');
  const description = blockOf(entry, 'description');
  const digest = blockText(description, 'sha256');
  const dependency = blockText(entry, 'dependency') ?? '';
  const source = sourceOf(kind, description);
  listing.add({
    purl: formatPurl({ type: 'pub', name, version }),
    line,
    endLine,
    ...(dependency.startsWith('direct') ? { direct: true } : {}),
    ...(dependency === 'direct dev' ? { scope: 'dev' } : {}),
    ...(digest === undefined ? {} : { integrity: `sha256:${digest.slice(0, 64)}` }),
    ...(source === undefined ? {} : { source }),
  });
}

/** Undefined for packages of pub.dev. */
function sourceOf(kind: string | undefined, description: YamlBlock | undefined): string | undefined {
  if (kind === 'path') return blockText(description, 'path')?.slice(0, 500);
  const url = plainUrl(blockText(description, 'url') ?? '');
  if (kind !== 'git') return url === 'https://pub.dev/' || url === 'https://pub.dartlang.org/' ? undefined : url;
  const revision = blockText(description, 'resolved-ref');
  return url === undefined || revision === undefined ? url : `${url}#${revision}`;
}
