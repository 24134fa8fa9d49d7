import type { JsonNode } from '#ground/formats';
import type { ListedPackage } from '#ground/model';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';
import { readToml } from '../../toml.ts';
import { cargoPurl, isCrateName } from './crate.ts';

/** Cargo.toml: what a crate or a workspace asks for, renamed, by target and in sections of a workspace too. */
export const reader: DependencyReader = {
  format: 'cargo/cargo-toml',
  wants: (_, name) => name === 'cargo.toml',
  read(file, deadline) {
    const listing = new Listing();
    const root = readToml(file, deadline, listing);
    const shared = root.get('workspace')?.get('dependencies');
    addSections(listing, root, undefined, shared);
    for (const [target, table] of root.get('target')?.members ?? []) addSections(listing, table, target, shared);
    // Of a workspace: what no member inherits is asked for by nobody, but members stand in other files.
    addAll(listing, shared, { group: 'workspace' }, undefined);
    const name = root.get('package')?.get('name')?.text;
    const version = root.get('package')?.get('version')?.text;
    return {
      role: 'manifest',
      ...(name !== undefined && { root: { name, ...(version !== undefined && { version }) } }),
      ...listing.result(),
    };
  },
};

type Scope = NonNullable<ListedPackage['scope']>;

const sections: readonly (readonly [string, Scope | undefined])[] = [
  ['dependencies', undefined],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
];

function addSections(
  listing: Listing,
  table: JsonNode,
  target: string | undefined,
  shared: JsonNode | undefined,
): void {
  for (const [section, scope] of sections) addAll(listing, table.get(section), { scope, group: target }, shared);
}

function addAll(
  listing: Listing,
  table: JsonNode | undefined,
  asked: { readonly scope?: Scope | undefined; readonly group: string | undefined },
  shared: JsonNode | undefined,
): void {
  for (const [key, said] of table?.members ?? []) {
    const inherited = said.get('workspace')?.isTrue === true ? shared?.get(key) : undefined;
    const name = said.get('package')?.text ?? inherited?.get('package')?.text ?? key;
    if (!isCrateName(name)) {
      listing.problem('malformed', said.line, 'This is no name of a crate.');
      continue;
    }
    const constraint = versionOf(said) ?? (inherited && versionOf(inherited));
    const source = sourceOf(said) ?? (inherited && sourceOf(inherited));
    // A crate of the project's own, which has a version for those who take it from elsewhere.
    if (source === undefined && (said.get('path') ?? inherited?.get('path')) !== undefined) continue;
    const scope = asked.scope ?? (said.get('optional')?.isTrue === true ? 'optional' : undefined);
    listing.add({
      purl: cargoPurl(name, /^=\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(constraint ?? '')?.[1]),
      line: said.line,
      ...(constraint !== undefined && constraint !== '*' && { constraint: constraint.slice(0, 1000) }),
      ...(asked.group !== 'workspace' && { direct: true as const }),
      ...(scope !== undefined && { scope }),
      ...(asked.group !== undefined && { group: asked.group.slice(0, 200) }),
      ...(source !== undefined && { source }),
    });
  }
}

function versionOf(said: JsonNode): string | undefined {
  return said.text ?? said.get('version')?.text;
}

function sourceOf(said: JsonNode): string | undefined {
  const git = said.get('git')?.text;
  const revision = said.get('rev')?.text ?? said.get('tag')?.text ?? said.get('branch')?.text;
  if (git !== undefined)
    return `git+${withoutCredentials(git)}${revision === undefined ? '' : `@${revision.slice(0, 100)}`}`;
  const registry = said.get('registry-index')?.text ?? said.get('registry')?.text;
  return registry === undefined ? undefined : withoutCredentials(registry);
}
