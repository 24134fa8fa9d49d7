import { readRpmHeader, SqliteError, SqliteFile, type RpmHeader } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { Patience } from '../../text-lines.ts';
import { linkByNames, type NamedPackage } from './named-packages.ts';

/**
 * rpm's database of installed packages in its SQLite form (Fedora since 33, RHEL since 9, SUSE's is another): the table `Packages` holds a
 * header for each. Which distribution it is, says os-release: purls have neither namespace nor `distro` until they are linked.
 */
export const reader: DependencyReader = {
  format: 'os/rpm',
  wants: (path, name) => name === 'rpmdb.sqlite' && /(?:lib\/rpm|lib\/sysimage\/rpm|^rpmdb\.sqlite)/.test(path),
  read(file, deadline) {
    const listing = new Listing();
    const named: NamedPackage[] = [];
    const patience = new Patience(deadline);
    try {
      const database = new SqliteFile(file.bytes);
      const root = database.rootOf('Packages');
      if (root === undefined) throw new ReadFailure('malformed', 'a SQLite database without a table of packages');
      for (const { values } of database.rows(root)) {
        patience.check();
        const blob = values.find((value) => value instanceof Uint8Array);
        const header = blob === undefined ? undefined : readRpmHeader(blob);
        if (header === undefined) listing.problem('malformed', 1, 'The header of an installed package makes no sense.');
        // Keys that were imported for checking signatures look like packages.
        else if (header.name !== 'gpg-pubkey') addPackage(header, listing, named);
      }
    } catch (error) {
      if (!(error instanceof SqliteError)) throw error;
      if (listing.size === 0) throw new ReadFailure(error.code, error.message);
      listing.problem('malformed', 1, `The database is damaged (${error.message}): packages may lack.`);
    }
    linkByNames(listing, named, patience);
    return { role: 'installed', ...listing.result() };
  },
};

function addPackage(header: RpmHeader, listing: Listing, named: NamedPackage[]): void {
  const { name, version, release, epoch, arch, sourceRpm, licence, modularityLabel } = header;
  if (name === '') return listing.problem('malformed', 1, 'An installed package without a name.');
  const epochOf = epoch === undefined ? {} : { epoch: String(epoch) };
  const builtFrom = sourceOf(sourceRpm, epochOf);
  const position = listing.add({
    purl: formatPurl({
      type: 'rpm',
      name,
      version: `${version}-${release}`,
      qualifiers: arch === undefined || arch === '' ? epochOf : { ...epochOf, arch },
    }),
    line: 1,
    ...(builtFrom === undefined ? {} : { builtFrom }),
    ...(licence === undefined || licence === '' ? {} : { licence: licence.slice(0, 500) }),
    // A module stream of RHEL 8: its packages have versions, and advisories, of their own.
    ...(modularityLabel === undefined || modularityLabel === '' ? {} : { group: modularityLabel.slice(0, 200) }),
  });
  named.push({ position, provides: [name, ...header.provides], requires: header.requires.map((need) => [need]) });
}

/** `curl-7.76.1-26.el9.src.rpm`; its epoch is the package's own: rpm does not keep another. */
function sourceOf(sourceRpm: string | undefined, epoch: { readonly epoch?: string }): string | undefined {
  const [, name, version, release] = /^(.+)-([^-]+)-([^-]+)\.(?:no)?src\.rpm$/.exec(sourceRpm ?? '') ?? [];
  return name === undefined
    ? undefined
    : formatPurl({ type: 'rpm', name, version: `${version}-${release}`, qualifiers: { ...epoch, arch: 'src' } });
}
