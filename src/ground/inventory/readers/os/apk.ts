import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { linkByNames, type NamedPackage } from './named-packages.ts';

/**
 * Alpine's database of installed packages (wiki.alpinelinux.org/wiki/Apk_spec): one letter, a colon and a value on each line, an empty line
 * behind each package. Which release it is, says os-release: purls get `distro` when they are linked.
 */
export const reader: DependencyReader = {
  format: 'os/apk',
  wants: (path, name) => name === 'installed' && path.endsWith('lib/apk/db/installed'),
  read(file, deadline) {
    const lines = linesOf(file);
    const listing = new Listing();
    const named: NamedPackage[] = [];
    const patience = new Patience(deadline);
    let fields = new Map<string, string>();
    let start = 0;
    for (let at = 0; at <= lines.length; at += 1) {
      patience.check(at + 1);
      const line = lines[at] ?? '';
      if (line === '') {
        if (fields.size > 0) addPackage(fields, start + 1, at, listing, named);
        fields = new Map();
        start = at + 1;
      } else if (line[1] === ':' && wanted.includes(line.slice(0, 1)) && !fields.has(line.slice(0, 1)))
        fields.set(line.slice(0, 1), line.slice(2).trim());
    }
    if (listing.size === 0 && lines.some((line) => line.trim() !== ''))
      throw new ReadFailure('malformed', 'no entry of an Alpine package', 1);
    linkByNames(listing, named, patience);
    return { role: 'installed', ...listing.result() };
  },
};

/** Package, version, architecture, licence, origin, dependencies, provides. */
const wanted = 'PVALoDp';

function addPackage(
  fields: ReadonlyMap<string, string>,
  line: number,
  endLine: number,
  listing: Listing,
  named: NamedPackage[],
): void {
  const [name, version, arch, licence] = ['P', 'V', 'A', 'L'].map((letter) => fields.get(letter));
  if (name === undefined || name === '' || version === undefined || version === '')
    return listing.problem('malformed', line, 'An installed package without a name or version.');
  const position = listing.add({
    purl: formatPurl({
      type: 'apk',
      namespace: 'alpine',
      name,
      version,
      qualifiers: arch === undefined ? {} : { arch },
    }),
    line,
    endLine,
    builtFrom: formatPurl({
      type: 'apk',
      namespace: 'alpine',
      name: fields.get('o') || name,
      version,
      qualifiers: { arch: 'source' },
    }),
    ...(licence === undefined || licence === '' ? {} : { licence: licence.slice(0, 500) }),
  });
  named.push({
    position,
    provides: [name, ...wordsOf(fields.get('p')).map(withoutVersion)],
    requires: wordsOf(fields.get('D'))
      .filter((word) => !word.startsWith('!'))
      .map((word) => [withoutVersion(word)]),
  });
}

function wordsOf(field: string | undefined): readonly string[] {
  return field?.split(' ').filter((word) => word !== '') ?? [];
}

/** `so:libc.musl-x86_64.so.1=1`, `busybox>=1.36`: the name alone. */
function withoutVersion(word: string): string {
  return /^[^<>=~]*/.exec(word)?.[0] ?? word;
}
