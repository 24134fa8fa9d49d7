import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { blockOf, blockText, readYamlBlocks, type YamlBlock } from '../../yaml-blocks.ts';

/** CocoaPods' `Podfile.lock`: pods and their subspecs (`Firebase/Core`) with what each needs; DEPENDENCIES are what the Podfile asks for. */
export const reader: DependencyReader = {
  format: 'cocoapods/podfile-lock',
  wants: (_path, name) => name === 'podfile.lock',
  read(file, deadline) {
    const root = readYamlBlocks(linesOf(file), new Patience(deadline));
    const pods = blockOf(root, 'PODS');
    if (pods === undefined && blockOf(root, 'COCOAPODS') === undefined)
      throw new ReadFailure('malformed', 'neither PODS nor COCOAPODS of a Podfile.lock', 1);
    const listing = new Listing();
    const byName = new Map<string, number>();
    const needs: { readonly from: number; readonly name: string }[] = [];
    const checkouts = checkoutsOf(root);
    for (const pod of pods?.children ?? []) {
      const { name, inside: version } = splitPod(pod.key ?? pod.text);
      if (name === '' || name.startsWith('/') || version === undefined) {
        listing.problem('malformed', pod.line, 'A pod without a name, or without a version in brackets.');
        continue;
      }
      const position = addPod(name, version, pod, checkouts, listing);
      byName.set(name, position);
      for (const need of needsOf(pod)) needs.push({ from: position, name: splitPod(need.text).name });
    }
    for (const { from, name } of needs) {
      const to = byName.get(name);
      if (to !== undefined) listing.link(from, to);
    }
    for (const asked of blockOf(root, 'DEPENDENCIES')?.children ?? []) {
      const { name, inside } = splitPod(asked.text);
      const entry = listing.at(byName.get(name) ?? -1);
      if (entry === undefined) continue;
      entry.direct = true;
      if (inside !== undefined && !inside.startsWith('from ')) entry.constraint = inside.slice(0, 200);
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

/** By the pod's name, where it was taken from when that is no repository of specs: the exact place wins. */
function checkoutsOf(root: YamlBlock): ReadonlyMap<string, YamlBlock> {
  return new Map(
    ['EXTERNAL SOURCES', 'CHECKOUT OPTIONS']
      .flatMap((section) => blockOf(root, section)?.children ?? [])
      .map((block) => [block.key ?? '', block]),
  );
}

/** An item `- A (1.0):` is a mapping of one key, and what it needs stands below that. */
function needsOf(pod: YamlBlock): readonly YamlBlock[] {
  return pod.children.flatMap((child) => (child.key === pod.key ? child.children : [child]));
}

function addPod(
  name: string,
  version: string,
  pod: YamlBlock,
  checkouts: ReadonlyMap<string, YamlBlock>,
  listing: Listing,
): number {
  const [base = name, ...subspec] = name.split('/');
  const checkout = checkouts.get(base);
  const git = plainUrl(blockText(checkout, ':git') ?? '');
  const revision = blockText(checkout, ':commit');
  const source =
    git === undefined
      ? blockText(checkout, ':path')?.slice(0, 500)
      : revision === undefined
        ? git
        : `${git}#${revision}`;
  return listing.add({
    purl: formatPurl({
      type: 'cocoapods',
      name: base,
      version,
      ...(subspec.length === 0 ? {} : { subpath: subspec.join('/') }),
    }),
    line: pod.line,
    ...(pod.endLine === pod.line ? {} : { endLine: pod.endLine }),
    ...(source === undefined ? {} : { source }),
  });
}

/** `Firebase/Core (= 7.0.0)`: the name, and what stands in brackets. */
function splitPod(text: string): { readonly name: string; readonly inside: string | undefined } {
  const space = text.indexOf(' (');
  if (space === -1 || !text.endsWith(')')) return { name: text, inside: undefined };
  return { name: text.slice(0, space), inside: text.slice(space + 2, -1) };
}
