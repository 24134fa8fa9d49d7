import type { JsonNode } from '#ground/formats';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { readToml } from '../../toml.ts';
import { gradlePurl, isCoordinate, isExact, pluginPurl } from './maven-purl.ts';

/** A version catalog: gradle/libs.versions.toml and the like. What of it is asked for, build scripts say. */
export const reader: DependencyReader = {
  format: 'gradle/catalog',
  wants: (_, name) => name.endsWith('.versions.toml'),
  read(file, deadline) {
    const listing = new Listing();
    const root = readToml(file, deadline, listing);
    const versions = root.get('versions');
    for (const said of root.get('libraries')?.members.values() ?? []) addLibrary(listing, said, versions);
    for (const said of root.get('plugins')?.members.values() ?? []) addPlugin(listing, said, versions);
    return { role: 'manifest', ...listing.result() };
  },
};

/** `"group:name:version"`, `{module = "group:name", version = …}` or `{group = …, name = …, version.ref = …}`. */
function addLibrary(listing: Listing, said: JsonNode, versions: JsonNode | undefined): void {
  const [group = '', name = '', written] = (said.text ?? said.get('module')?.text)?.split(':') ?? [
    said.get('group')?.text,
    said.get('name')?.text,
  ];
  if (!isCoordinate(group) || !isCoordinate(name)) {
    listing.problem('malformed', said.line, 'A library without a group and a name.');
    return;
  }
  add(
    listing,
    said,
    (version) => gradlePurl(group, name, version),
    written ?? versionOf(said.get('version'), versions),
  );
}

/** `"id:version"` or `{id = …, version = …}`. */
function addPlugin(listing: Listing, said: JsonNode, versions: JsonNode | undefined): void {
  const [id = '', written] = (said.text ?? said.get('id')?.text ?? '').split(':');
  if (!isCoordinate(id)) {
    listing.problem('malformed', said.line, 'A plugin without an id.');
    return;
  }
  add(
    listing,
    said,
    (version) => pluginPurl(id, version),
    written ?? versionOf(said.get('version'), versions),
    'build',
  );
}

function add(
  listing: Listing,
  { line }: JsonNode,
  purlAt: (version?: string) => string,
  version: string | undefined | null,
  scope?: 'build',
): void {
  if (version === null)
    listing.problem('unresolved', line, 'It refers to a version that the catalog does not have.', purlAt());
  const isOne = typeof version === 'string' && isExact(version);
  listing.add({
    purl: purlAt(isOne ? version : undefined),
    line,
    ...(typeof version === 'string' && version !== '' && !isOne && { constraint: version.slice(0, 200) }),
    ...(scope !== undefined && { scope }),
  });
}

/** Null: a reference to nothing. */
function versionOf(said: JsonNode | undefined, versions: JsonNode | undefined): string | undefined | null {
  const reference = said?.get('ref')?.text;
  if (reference !== undefined) {
    const version = versions?.get(reference);
    return version === undefined ? null : versionOf(version, undefined);
  }
  return said?.text ?? said?.get('strictly')?.text ?? said?.get('require')?.text ?? said?.get('prefer')?.text;
}
