import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/** SwiftPM's `Package.resolved`, versions 1 to 3: pins of repositories, without a graph. A package is named after its repository's URL. */
export const reader: DependencyReader = {
  format: 'swift/package-resolved',
  wants: (_path, name) => name === 'package.resolved',
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const version = root.get('version')?.number;
    const pins = version === 1 ? root.get('object')?.get('pins') : root.get('pins');
    if (version === undefined || pins === undefined)
      throw new ReadFailure('malformed', 'no version and pins of a Package.resolved', root.line);
    if (version > 3) throw new ReadFailure('unsupported', `version ${version} of Package.resolved`, root.line);
    const listing = new Listing();
    for (const pin of pins.items) addPin(pin, listing);
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPin(pin: JsonNode, listing: Listing): void {
  const { line, endLine } = pin;
  const kind = pin.get('kind')?.text;
  // A folder of this machine, never a registry's package.
  if (kind === 'localSourceControl' || kind === 'fileSystem') return;
  const state = pin.get('state');
  const version = state?.get('version')?.text;
  const revision = state?.get('revision')?.text?.slice(0, 64);
  const identity = pin.get('identity')?.text;
  const url = plainUrl(pin.get('location')?.text ?? pin.get('repositoryURL')?.text ?? '');
  const named = kind === 'registry' ? registryName(identity) : repositoryName(url);
  if (named === undefined) return listing.problem('malformed', line, 'A pin without a repository.');
  const purl = formatPurl({ type: 'swift', ...named, ...(version === undefined ? {} : { version }) });
  listing.add({
    purl,
    line,
    endLine,
    // The repository is in the name already; the revision tells what a branch stood at.
    ...(version === undefined && url !== undefined && revision !== undefined ? { source: `${url}#${revision}` } : {}),
  });
  if (version === undefined && revision === undefined)
    listing.problem('unpinned', line, 'A pin with neither a version nor a revision.', purl);
}

/** `https://github.com/apple/swift-nio.git` → `github.com/apple`, `swift-nio`. */
function repositoryName(url: string | undefined): { readonly namespace: string; readonly name: string } | undefined {
  const [, path] = /^[a-z+]+:\/\/([^?#]+?)(?:\.git)?\/?$/.exec(url ?? '') ?? [];
  const slash = path?.lastIndexOf('/') ?? -1;
  if (path === undefined || slash < 1 || slash === path.length - 1) return undefined;
  return { namespace: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** `scope.name` of a registry. */
function registryName(identity: string | undefined): { readonly namespace: string; readonly name: string } | undefined {
  const dot = identity?.indexOf('.') ?? -1;
  if (identity === undefined || dot < 1) return undefined;
  return { namespace: identity.slice(0, dot), name: identity.slice(dot + 1) };
}
