import type { JsonNode, JsonReader } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { streamJsonFile } from '../../json.ts';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/**
 * Composer's `composer.lock` and its `vendor/composer/installed.json`: every package with what it requires. What the project itself asks for
 * stands in composer.json alone.
 */
export const reader: DependencyReader = {
  format: 'php/composer-lock',
  wants: (path, name) => name === 'composer.lock' || path.endsWith('vendor/composer/installed.json'),
  read(file, deadline) {
    const listing = new Listing();
    const added: Added[] = [];
    let isLock = false;
    let installedForDev: ReadonlySet<string | undefined> = new Set();
    // PHP reads the members of an object like the elements of a list.
    const packages = (json: JsonReader, dev: boolean) => {
      const each = () => addPackage(json.value(), dev, listing, added);
      if (json.kind === 'object') json.members(each);
      else if (json.kind === 'array' || json.kind === 'null') json.elements(each);
      else listing.problem('unsupported', json.value().line, 'The packages are no list.');
    };
    const failure = streamJsonFile(file, { deadline }, (json) => {
      // Composer 1 wrote installed.json as a list.
      if (json.kind === 'array') {
        isLock = true;
        return packages(json, false);
      }
      return json.members((key) => {
        if (key === 'packages' || key === 'content-hash') isLock = true;
        if (key === 'packages' || key === 'packages-dev') packages(json, key === 'packages-dev');
        else if (key === 'dev-package-names') installedForDev = new Set(json.value().items.map(({ text }) => text));
      });
    });
    if (failure !== undefined) throw failure;
    if (!isLock) throw new ReadFailure('malformed', 'no packages of a composer.lock', 1);
    for (const { position, written } of added)
      if (installedForDev.has(written)) Object.assign(listing.at(position) ?? {}, { scope: 'dev' });
    linkRequired(added, listing);
    const isInstalled = file.path.endsWith('installed.json');
    return { role: isInstalled ? 'installed' : 'lockfile', ...listing.result() };
  },
};

interface Added {
  readonly position: number;
  readonly name: string;
  readonly written: string | undefined;
  readonly requires: readonly string[];
  /** Packages that it stands in for. */
  readonly standsFor: readonly string[];
}

function addPackage(node: JsonNode, dev: boolean, listing: Listing, added: Added[]): void {
  const { line, endLine } = node;
  const name = node.get('name')?.text?.toLowerCase();
  const version = node.get('version')?.text;
  const [vendor, project] = name?.split('/', 2) ?? [];
  if (name === undefined || !vendor || !project || !version)
    return listing.problem('malformed', line, 'A package without a vendor, name or version.');
  const licences = node.get('license')?.items.flatMap(({ text }) => text ?? []) ?? [];
  const digest = node.get('dist')?.get('shasum')?.text;
  const deprecated = abandonedIn(node.get('abandoned'));
  const source = sourceOf(node);
  const position = listing.add({
    purl: formatPurl({ type: 'composer', namespace: vendor, name: project, version }),
    line,
    endLine,
    ...(dev ? { scope: 'dev' } : {}),
    ...(digest !== undefined && /^[0-9a-f]{40}$/.test(digest) ? { integrity: `sha1:${digest}` } : {}),
    ...(source === undefined ? {} : { source }),
    // Several: whoever uses it may choose (getcomposer.org/doc/04-schema.md#license).
    ...(licences.length === 0 ? {} : { licence: licences.map(bracketed).join(' OR ').slice(0, 500) }),
    ...(deprecated === undefined ? {} : { deprecated }),
    // A plugin of Composer is run by every install.
    ...(node.get('type')?.text === 'composer-plugin' ? { runsScripts: true } : {}),
  });
  const names = (field: string) => [...(node.get(field)?.members.keys() ?? [])].map((key) => key.toLowerCase());
  added.push({
    position,
    name,
    written: node.get('name')?.text,
    requires: names('require'),
    standsFor: [...names('provide'), ...names('replace')],
  });
}

function bracketed(licence: string, _index: number, all: readonly string[]): string {
  return all.length > 1 && /\s/.test(licence) && !licence.startsWith('(') ? `(${licence})` : licence;
}

/** `true`, or the name of what to use instead. */
function abandonedIn(node: JsonNode | undefined): string | undefined {
  if (node?.isTrue === true) return 'abandoned';
  return node?.text === undefined ? undefined : `abandoned; use ${node.text.slice(0, 200)} instead`;
}

/** Undefined for what Packagist lists, which is taken from GitHub and the like by revision. */
function sourceOf(node: JsonNode): string | undefined {
  const where = node.get('dist') ?? node.get('source');
  const notification = node.get('notification-url')?.text;
  if (where?.get('type')?.text === 'path') return where.get('url')?.text?.slice(0, 500);
  if (notification !== undefined && new RegExp('^https://packagist\\.org/').test(notification)) return undefined;
  const url = plainUrl(node.get('source')?.get('url')?.text ?? where?.get('url')?.text ?? '');
  const revision = node.get('source')?.get('reference')?.text;
  return url === undefined || revision === undefined ? url : `${url}#${revision.slice(0, 100)}`;
}

/** `require` names packages, PHP itself and its extensions; `replace` and `provide` say for which others a package stands in. */
function linkRequired(added: readonly Added[], listing: Listing): void {
  const byName = new Map<string, number>();
  for (const { position, standsFor } of added) for (const name of standsFor) byName.set(name, position);
  for (const { position, name } of added) byName.set(name, position);
  for (const { position, requires } of added)
    for (const name of requires) {
      const to = byName.get(name);
      if (to !== undefined && to !== position) listing.link(position, to);
    }
}
