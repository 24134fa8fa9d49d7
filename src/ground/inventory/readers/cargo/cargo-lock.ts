import type { JsonNode } from '#ground/formats';
import type { Json, ListedPackage } from '#ground/model';
import { Listing } from '../../listing.ts';
import { NamedLinks } from '../../named-links.ts';
import type { DependencyReader } from '../../reader.ts';
import { lockedBlocks, type TomlBlock } from '../../toml.ts';
import { cargoPurl, crateSource, isCrateName } from './crate.ts';

/** Cargo.lock, versions 1 to 4. Crates without a source are the project's own: they are not listed, what they ask for is direct. */
export const reader: DependencyReader = {
  format: 'cargo/cargo-lock',
  wants: (_, name) => name === 'cargo.lock',
  read(file, deadline) {
    const lock = new CargoLock();
    for (const block of lockedBlocks(file, deadline, lock.listing)) lock.block(block);
    return lock.content();
  },
};

interface OwnCrate {
  readonly name: string;
  readonly version: string | undefined;
  readonly line: number;
  readonly endLine: number;
  readonly wants: readonly Wanted[];
}

interface Wanted {
  readonly name: string;
  readonly version: string | undefined;
}

class CargoLock {
  readonly listing = new Listing();
  readonly #links = new NamedLinks();
  readonly #own: OwnCrate[] = [];
  /** Of version 1: `checksum NAME VERSION (SOURCE)` of all crates in one table. */
  readonly #checksums = new Map<string, string>();

  block({ path, isItem, table, line, endLine }: TomlBlock): void {
    const [first, second] = path;
    if (first === undefined) {
      const version = table.get('version')?.number;
      if (version !== undefined && (version < 1 || version > 4))
        this.listing.problem('unsupported', line, `Version ${version} of the format is newer than what is known here.`);
    }
    if (second !== undefined) return;
    if (first === 'root' || (first === 'package' && isItem)) this.#package(table, line, endLine, first === 'root');
    if (first === 'metadata')
      for (const [key, { text }] of table.members)
        if (text !== undefined) this.#checksums.set(key.split(' ', 3).join(' '), text);
  }

  content() {
    const { listing } = this;
    this.#links.linkAll(listing);
    const patched = this.#patchedCrates();
    const members = this.#own
      .filter((crate) => !patched.has(crate))
      .map(({ name, version, wants }) => ({
        name,
        version,
        to: wants.flatMap((wanted) => this.#links.of(wanted.name, wanted.version)),
      }));
    for (const { to } of members)
      for (const position of to) Object.assign(listing.at(position) ?? {}, { direct: true });
    const [root] = members;
    const extra: Json = { members: members.map(({ name, to }) => ({ name, to: [...new Set(to)] })) };
    const result = listing.result();
    return {
      role: 'lockfile' as const,
      ...(root !== undefined &&
        members.length === 1 && {
          root: { name: root.name, ...(root.version !== undefined && { version: root.version }) },
        }),
      ...result,
      packages: this.#checked(result.packages),
      ...(members.length > 0 && { extra }),
    };
  }

  #package(table: JsonNode, line: number, endLine: number, isRoot: boolean): void {
    const name = table.get('name')?.text;
    const version = table.get('version')?.text;
    if (name === undefined || !isCrateName(name)) {
      this.listing.problem('malformed', line, 'A package without a name that is one.');
      return;
    }
    const wants = (table.get('dependencies')?.items ?? []).flatMap(({ text }) =>
      text === undefined ? [] : wantedOf(text),
    );
    const source = table.get('source')?.text;
    if (isRoot || source === undefined) {
      this.#own.push({ name, version, line, endLine, wants });
      return;
    }
    const from = crateSource(source);
    const position = this.listing.add({
      purl: cargoPurl(name, version),
      line,
      endLine,
      ...integrityOf(table.get('checksum')?.text),
      ...(from !== undefined && { source: from }),
    });
    this.#links.knows(position, name, version);
    for (const wanted of wants) this.#links.wants(position, wanted.name, wanted.version);
  }

  /** A crate of the project's that a crate from elsewhere asks for stands in the place of a published one: it is listed too. */
  #patchedCrates(): ReadonlySet<OwnCrate> {
    const wanted = this.#links.wanting(new Set(this.#own.map(({ name }) => name)));
    const patched = this.#own.filter(({ name }) => wanted.has(name) && this.#links.of(name).length === 0);
    const positions = patched.map(({ name, version, line, endLine }) =>
      this.listing.add({ purl: cargoPurl(name, version), line, endLine, source: 'path' }),
    );
    for (const [i, { name, version }] of patched.entries()) this.#links.knows(positions[i] ?? -1, name, version);
    for (const [i, { name, wants }] of patched.entries()) {
      const position = positions[i] ?? -1;
      for (const from of wanted.get(name) ?? []) this.listing.link(from, position);
      for (const one of wants)
        for (const to of this.#links.of(one.name, one.version)) if (to !== position) this.listing.link(position, to);
    }
    return new Set(patched);
  }

  #checked(packages: readonly ListedPackage[]): readonly ListedPackage[] {
    if (this.#checksums.size === 0) return packages;
    return packages.map((listed) => {
      const [, name = '', version = ''] = /^pkg:cargo\/([^@]+)@(.+)$/.exec(listed.purl) ?? [];
      return { ...listed, ...integrityOf(this.#checksums.get(`checksum ${name} ${version}`)) };
    });
  }
}

/** `name`, `name version` or `name version (source)`. */
function wantedOf(text: string): Wanted[] {
  const [name, version] = text.split(' ', 2);
  return name === undefined || name === '' ? [] : [{ name, version }];
}

function integrityOf(checksum: string | undefined): { readonly integrity?: string } {
  return checksum !== undefined && /^[0-9a-f]{64}$/.test(checksum) ? { integrity: `sha256:${checksum}` } : {};
}
