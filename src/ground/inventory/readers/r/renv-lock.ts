import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/** renv's `renv.lock`: every R package with where it came from and, but for the oldest, what it requires (rstudio.github.io/renv). */
export const reader: DependencyReader = {
  format: 'r/renv-lock',
  wants: (_path, name) => name === 'renv.lock',
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const packages = root.get('Packages');
    if (packages === undefined) throw new ReadFailure('malformed', 'no Packages of a renv.lock', root.line);
    const listing = new Listing();
    const positions = new Map<string, number>();
    for (const { line } of packages.duplicates ?? [])
      listing.problem('duplicate', line, 'A package stands here a second time.');
    for (const [key, node] of packages.members) {
      const name = node.get('Package')?.text ?? key;
      const version = node.get('Version')?.text;
      if (name === '' || version === undefined || version === '')
        listing.problem('malformed', node.line, 'A package without a version.');
      else positions.set(name, addPackage(name, version, node, listing));
    }
    for (const [key, node] of packages.members) {
      const from = positions.get(node.get('Package')?.text ?? key);
      for (const needed of from === undefined ? [] : neededBy(node)) {
        const to = positions.get(needed);
        if (from !== undefined && to !== undefined) listing.link(from, to);
      }
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(name: string, version: string, node: JsonNode, listing: Listing): number {
  const kind = node.get('Source')?.text;
  const source = sourceOf(kind, node);
  return listing.add({
    purl: formatPurl({ type: kind === 'Bioconductor' ? 'bioconductor' : 'cran', name, version }),
    line: node.line,
    endLine: node.endLine,
    ...(source === undefined ? {} : { source }),
  });
}

/** Undefined for packages of CRAN and Bioconductor. */
function sourceOf(kind: string | undefined, node: JsonNode): string | undefined {
  const text = (key: string): string | undefined => node.get(key)?.text;
  if (kind === undefined || kind === 'Repository' || kind === 'CRAN' || kind === 'Bioconductor') return undefined;
  const [owner, repository, revision] = [text('RemoteUsername'), text('RemoteRepo'), text('RemoteSha')];
  const hosts: Readonly<Record<string, string>> = {
    GitHub: 'https://github.com/',
    GitLab: 'https://gitlab.com/',
    Bitbucket: 'https://bitbucket.org/',
  };
  const host = Object.hasOwn(hosts, kind) ? hosts[kind] : undefined;
  const url = plainUrl(
    text('RemoteUrl') ?? (host !== undefined && owner && repository ? `${host}${owner}/${repository}` : ''),
  );
  return url === undefined || revision === undefined ? url : `${url}#${revision.slice(0, 64)}`;
}

/** `Requirements`, or, in files of version 2, the fields of DESCRIPTION: `rlang (>= 1.0)`. */
function neededBy(node: JsonNode): readonly string[] {
  return ['Requirements', 'Depends', 'Imports', 'LinkingTo'].flatMap(
    (key) => node.get(key)?.items.flatMap(({ text }) => text?.split(/[\s(]/, 1)[0] ?? []) ?? [],
  );
}
