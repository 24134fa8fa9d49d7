import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { linkByNames, type NamedPackage } from './named-packages.ts';
import { type Stanza, stanzasOf } from './stanzas.ts';

/**
 * Debian's database of installed packages: `var/lib/dpkg/status`, and the one file for each package in `status.d` of images without dpkg.
 * Which distribution it is, says os-release: purls have neither namespace nor `distro` until they are linked.
 */
export const reader: DependencyReader = {
  format: 'os/dpkg',
  wants: (path, name) =>
    (name === 'status' && path.endsWith('lib/dpkg/status')) ||
    (path.includes('lib/dpkg/status.d/') && !name.endsWith('.md5sums') && !name.startsWith('.wh.')),
  read(file, deadline) {
    const lines = linesOf(file);
    const listing = new Listing();
    const named: NamedPackage[] = [];
    const patience = new Patience(deadline);
    let understood = false;
    for (const stanza of stanzasOf(lines, wanted)) {
      patience.check(stanza.line);
      understood = addPackage(stanza, listing, named) || understood;
    }
    if (!understood && lines.some((line) => line.trim() !== ''))
      throw new ReadFailure('malformed', 'no stanza of a Debian package', 1);
    linkByNames(listing, named, patience);
    return { role: 'installed', ...listing.result() };
  },
};

const wanted = new Set([
  'package',
  'status',
  'version',
  'source',
  'architecture',
  'depends',
  'pre-depends',
  'provides',
]);

/** Whether it is a package at all, be it installed or not. */
function addPackage({ fields, line, endLine }: Stanza, listing: Listing, named: NamedPackage[]): boolean {
  const name = fields.get('package');
  const version = fields.get('version');
  if (name === undefined) {
    listing.problem('malformed', line, 'A stanza without the name of a package.');
    return false;
  }
  // Without a Status: a file of status.d. `config-files` and the like: removed, but for its settings.
  const status = fields.get('status');
  if (status !== undefined && !status.endsWith(' installed')) return true;
  if (!isName.test(name) || version === undefined || version === '') {
    listing.problem('malformed', line, 'An installed package whose name or version makes no sense.');
    return true;
  }
  const arch = fields.get('architecture');
  const position = listing.add({
    purl: formatPurl({ type: 'deb', name, version, qualifiers: arch === undefined ? {} : { arch } }),
    line,
    endLine,
    builtFrom: sourceOf(fields.get('source'), name, version),
  });
  named.push({
    position,
    provides: [name, ...namesOf(fields.get('provides')).flat()],
    requires: [...namesOf(fields.get('pre-depends')), ...namesOf(fields.get('depends'))],
  });
  return true;
}

const isName = /^[a-z0-9][a-z0-9+.-]*$/i;

/** `Source: glibc`, `Source: glibc (2.36-9)`: of another name or version than the package itself. */
function sourceOf(field: string | undefined, name: string, version: string): string {
  const [, sourceName = name, sourceVersion = version] = /^([^\s()]+)(?:\s*\(([^\s()]+)\))?$/.exec(field ?? '') ?? [];
  return formatPurl({ type: 'deb', name: sourceName, version: sourceVersion, qualifiers: { arch: 'source' } });
}

/** `libc6 (>= 2.34), debconf | debconf-2.0`: for each relation its alternatives, without versions and architectures. */
function namesOf(relations: string | undefined): string[][] {
  if (relations === undefined || relations === '') return [];
  return relations.split(',').map((relation) =>
    relation
      .split('|')
      .map((alternative) => /^\s*([a-z0-9][a-z0-9+.-]*)/i.exec(alternative)?.[1] ?? '')
      .filter((name) => name !== ''),
  );
}
