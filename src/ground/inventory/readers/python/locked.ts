import type { JsonNode } from '#ground/formats';
import { Listing } from '../../listing.ts';
import { NamedLinks } from '../../named-links.ts';
import { isName, normalName, pypiPurl } from './pypi.ts';

type Entry = Parameters<Listing['add']>[0];

/** Gathers the packages of a Python lockfile, which bring in each other by name. */
export class LockedPackages {
  readonly listing = new Listing();
  readonly links = new NamedLinks();
  readonly #names: string[] = [];

  /** The position of a package; undefined, and told, when it has no name. */
  add(name: string | undefined, version: string | undefined, entry: Omit<Entry, 'purl'>): number | undefined {
    if (name === undefined || !isName(name)) {
      this.listing.problem('malformed', entry.line, 'A package without a name that is one.');
      return undefined;
    }
    const position = this.listing.add({ purl: pypiPurl(name, version), ...entry });
    this.#names[position] = normalName(name);
    this.links.knows(position, normalName(name), version);
    return position;
  }

  /** The normal name of a package that was added. */
  nameOf(position: number): string {
    return this.#names[position] ?? '';
  }

  wants(from: number, name: string | undefined, version?: string): void {
    if (name !== undefined) this.links.wants(from, normalName(name), version);
  }
}

/** The hash of a source distribution, or of the one file that there is; of many wheels none stands for the package. */
export function integrityOf(files: readonly JsonNode[]): { readonly integrity?: string } {
  const source = files.find((file) =>
    /\.(?:tar\.\w+|zip|tgz)$/.test(file.get('file')?.text ?? file.get('name')?.text ?? ''),
  );
  const file = source ?? (files.length === 1 ? files[0] : undefined);
  const hash = file?.get('hash')?.text ?? sha256Of(file?.get('hashes'));
  return hash !== undefined && /^[a-z0-9]+:[0-9a-fA-F]{32,128}$/.test(hash) ? { integrity: hash } : {};
}

/** `{sha256 = "…"}` of PEP 751. */
export function sha256Of(hashes: JsonNode | undefined): string | undefined {
  const hex = hashes?.get('sha256')?.text;
  return hex === undefined ? undefined : `sha256:${hex}`;
}
