import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
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
    const root = readJsonFile(file, { deadline });
    const listing = new Listing();
    // Composer 1 wrote installed.json as a list.
    const production = root.kind === 'array' ? root : root.get('packages');
    if (production === undefined && root.get('content-hash') === undefined)
      throw new ReadFailure('malformed', 'no packages of a composer.lock', root.line);
    const installedForDev = new Set(root.get('dev-package-names')?.items.map(({ text }) => text));
    const added: Added[] = [];
    for (const node of production?.items ?? []) {
      const dev = installedForDev.has(node.get('name')?.text);
      addPackage(node, dev, listing, added);
    }
    for (const node of root.get('packages-dev')?.items ?? []) addPackage(node, true, listing, added);
    linkRequired(added, listing);
    const isInstalled = file.path.endsWith('installed.json');
    return { role: isInstalled ? 'installed' : 'lockfile', ...listing.result() };
  },
};

interface Added {
  readonly position: number;
  readonly name: string;
  readonly node: JsonNode;
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
  added.push({ position, name, node });
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
  for (const { position, node } of added)
    for (const field of ['provide', 'replace'])
      for (const name of node.get(field)?.members.keys() ?? []) byName.set(name.toLowerCase(), position);
  for (const { position, name } of added) byName.set(name, position);
  for (const { position, node } of added)
    for (const name of node.get('require')?.members.keys() ?? []) {
      const to = byName.get(name.toLowerCase());
      if (to !== undefined && to !== position) listing.link(position, to);
    }
}
