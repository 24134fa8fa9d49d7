import type { JsonNode } from '#ground/formats';
import { Listing } from '../../listing.ts';
import { NamedLinks } from '../../named-links.ts';
import type { DependencyReader } from '../../reader.ts';
import { spreadScopes } from '../../scopes.ts';
import { lockedBlocks, type TomlBlock } from '../../toml.ts';
import { integrityOf, sha256Of } from './locked.ts';
import { indexSource, isName, normalName, pypiPurl, scopeOfGroup } from './pypi.ts';
import { sourceOf } from './requirement.ts';

/** uv.lock. Packages of the workspace are what asks: they are not listed, what they ask for is direct. */
export const reader: DependencyReader = {
  format: 'python/uv-lock',
  wants: (_, name) => name === 'uv.lock',
  read(file, deadline) {
    const lock = new UvLock();
    for (const block of lockedBlocks(file, deadline, lock.listing)) lock.block(block);
    return { role: 'lockfile', ...(lock.root !== undefined && { root: lock.root }), ...lock.result() };
  },
};

/** Something that a workspace member asks for, in which of its groups. */
interface Wish {
  readonly member: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly scope: 'dev' | 'test' | 'optional' | undefined;
  readonly group: string | undefined;
}

class UvLock {
  readonly listing = new Listing();
  readonly #links = new NamedLinks();
  /** Folders of workspace members, by name. */
  readonly #members = new Map<string, string>();
  readonly #wishes: Wish[] = [];
  root: { readonly name: string; readonly version?: string } | undefined;
  #current: { readonly position: number } | { readonly member: string } | undefined;

  block({ path, table, line, endLine }: TomlBlock): void {
    const [first, second, third] = path;
    if (path.length === 0) {
      const version = table.get('version')?.number;
      if (version !== undefined && version !== 1)
        this.listing.problem('unsupported', line, `Version ${version} of the format is newer than what is known here.`);
    }
    if (first !== 'package' || third !== undefined) return;
    if (second === undefined) this.#package(table, line, endLine);
    if (second === 'optional-dependencies') this.#groups(table, 'optional');
    if (second === 'dev-dependencies') this.#groups(table, 'dev');
  }

  result(): ReturnType<Listing['result']> {
    const { listing } = this;
    // A member that another one asks for stands for itself: what it asks for is direct already.
    for (const { member, name, version, scope, group } of this.#wishes)
      for (const position of this.#links.of(name, version)) {
        const entry = listing.at(position);
        if (entry === undefined) continue;
        if (entry.direct !== true)
          Object.assign(entry, scope !== undefined && { scope }, group !== undefined && { group });
        else if (scope === undefined) {
          delete entry.scope;
          delete entry.group;
        }
        entry.direct = true;
        const folder = this.#members.get(member) ?? '.';
        if (this.#members.size > 1 && !entry.workspaces?.includes(folder))
          entry.workspaces = [...(entry.workspaces ?? []), folder];
      }
    this.#links.linkAll(listing);
    const result = listing.result();
    return { ...result, packages: spreadScopes(result.packages) };
  }

  #package(table: JsonNode, line: number, endLine: number): void {
    this.#current = undefined;
    const name = table.get('name')?.text;
    if (name === undefined || !isName(name)) {
      this.listing.problem('malformed', line, 'A package without a name that is one.');
      return;
    }
    const version = table.get('version')?.text;
    const source = table.get('source');
    const folder = source?.get('editable')?.text ?? source?.get('virtual')?.text;
    if (folder === undefined) {
      const from = sourceIn(source);
      const position = this.listing.add({
        purl: pypiPurl(name, version),
        line,
        endLine,
        ...(from !== undefined && { source: from }),
        ...hashIn(table),
      });
      this.#links.knows(position, normalName(name), version);
      this.#current = { position };
    } else {
      this.#members.set(normalName(name), folder.slice(0, 1000));
      if (folder === '.' || this.root === undefined) this.root = { name, ...(version !== undefined && { version }) };
      this.#current = { member: normalName(name) };
    }
    for (const wanted of table.get('dependencies')?.items ?? []) this.#wants(wanted);
  }

  #groups(table: JsonNode, kind: 'optional' | 'dev'): void {
    for (const [group, wanted] of table.members)
      for (const one of wanted.items)
        this.#wants(one, kind === 'optional' ? 'optional' : (scopeOfGroup(group) ?? 'dev'), group);
  }

  #wants(wanted: JsonNode, scope?: Wish['scope'], group?: string): void {
    const name = wanted.get('name')?.text;
    if (name === undefined || this.#current === undefined) return;
    const version = wanted.get('version')?.text;
    if ('position' in this.#current) this.#links.wants(this.#current.position, normalName(name), version);
    else this.#wishes.push({ member: this.#current.member, name: normalName(name), version, scope, group });
  }
}

function sourceIn(source: JsonNode | undefined): string | undefined {
  const registry = source?.get('registry')?.text;
  if (registry !== undefined) {
    const index = indexSource(registry);
    return index === undefined ? undefined : sourceOf(index);
  }
  const git = source?.get('git')?.text;
  if (git !== undefined) {
    const hash = git.lastIndexOf('#');
    return sourceOf(
      `git+${git.slice(0, hash < 0 ? undefined : hash).replace(/\?.*$/s, '')}${hash < 0 ? '' : `@${git.slice(hash + 1)}`}`,
    );
  }
  const other = source?.get('url')?.text ?? source?.get('path')?.text ?? source?.get('directory')?.text;
  return other === undefined ? undefined : sourceOf(other);
}

function hashIn(table: JsonNode): { readonly integrity?: string } {
  const wheels = table.get('wheels')?.items ?? [];
  const file = table.get('sdist') ?? (wheels.length === 1 ? wheels[0] : undefined);
  const hash = file?.get('hash')?.text ?? sha256Of(file?.get('hashes'));
  return file === undefined || hash === undefined ? {} : integrityOf([file]);
}
