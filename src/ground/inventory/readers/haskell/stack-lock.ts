import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { blockOf, blockText, readYamlBlocks, type YamlBlock } from '../../yaml-blocks.ts';

/**
 * Stack's `stack.yaml.lock`: the packages that stack.yaml adds to its snapshot, and which snapshot that is. What the snapshot holds stands
 * in another file, on the network: told as a problem.
 */
export const reader: DependencyReader = {
  format: 'haskell/stack-lock',
  wants: (_path, name) => name === 'stack.yaml.lock',
  read(file, deadline) {
    const root = readYamlBlocks(linesOf(file), new Patience(deadline));
    const packages = blockOf(root, 'packages');
    const snapshots = blockOf(root, 'snapshots');
    if (packages === undefined && snapshots === undefined)
      throw new ReadFailure('malformed', 'neither packages nor snapshots of a stack.yaml.lock', 1);
    const listing = new Listing();
    for (const entry of packages?.children ?? []) addPackage(entry, listing);
    for (const entry of snapshots?.children ?? []) {
      const name = blockText(entry, 'original') ?? blockText(blockOf(entry, 'original'), 'url');
      const known = name !== undefined && /^[\w.-]{1,64}$/.test(name) ? ` ${name}` : '';
      listing.problem('missing-file', entry.line, `The packages of the snapshot${known} do not stand in this file.`);
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(entry: YamlBlock, listing: Listing): void {
  const completed = blockOf(entry, 'completed');
  const place = { line: entry.line, endLine: entry.endLine, direct: true } as const;
  // `acme-missiles-0.3@sha256:2ba66a…,613`: the digest of its cabal file and that one's size.
  const [, name, version] = /^(.+)-([0-9]+(?:\.[0-9]+)*)(?:@.*)?$/.exec(blockText(completed, 'hackage') ?? '') ?? [];
  if (name !== undefined && version !== undefined) {
    listing.add({ purl: formatPurl({ type: 'hackage', name, version }), ...place });
    return;
  }
  const archive = plainUrl(blockText(completed, 'url') ?? blockText(completed, 'git') ?? '');
  const [ownName, ownVersion, commit] = ['name', 'version', 'commit'].map((key) => blockText(completed, key));
  if (archive === undefined || ownName === undefined || ownVersion === undefined)
    return listing.problem('malformed', entry.line, 'A package without a name and version.');
  listing.add({
    purl: formatPurl({ type: 'hackage', name: ownName, version: ownVersion }),
    ...place,
    source: commit === undefined ? archive : `${archive}#${commit.slice(0, 64)}`,
  });
}
