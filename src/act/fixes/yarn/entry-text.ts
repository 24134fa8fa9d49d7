import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import type { Locked } from '../node/relink.ts';
import { isRecord, memberOf, textsOf } from '../npm/manifest.ts';
import { quoted, type YarnLock } from './lock-text.ts';

/** The lines of a new entry below its header, which is the first and is left empty. */
export async function freshLines(
  locked: Locked,
  lock: YarnLock,
  { registries }: EditKnowledge,
): Promise<readonly string[]> {
  const document = await registries.npm.packument(locked.name);
  const manifest = memberOf(memberOf(document, 'versions'), locked.version);
  if (manifest === undefined)
    throw new FixError('not-resolved', `the registry has no ${locked.name} ${locked.version}`);
  return lock.isBerry ? berryLines(locked, manifest) : classicLines(locked, manifest, lock);
}

function classicLines({ version, links }: Locked, manifest: unknown, lock: YarnLock): string[] {
  const dist = memberOf(manifest, 'dist');
  const [tarball, sum, integrity] = ['tarball', 'shasum', 'integrity'].map((key) => memberOf(dist, key));
  if (typeof tarball !== 'string' || typeof sum !== 'string' || !/^[0-9a-f]{40}$/.test(sum))
    throw new FixError('not-resolved', 'the registry does not say where a package lies, or its checksum');
  const section = (name: string, isOptional: boolean): string[] => {
    const own = links.filter((link) => (link.isOptional === true) === isOptional);
    if (own.length === 0) return [];
    const sorted = own.toSorted((a, b) => (a.as < b.as ? -1 : 1));
    const lines = sorted.map(
      ({ as, name: real, range }) =>
        `    ${quoted(as)} ${JSON.stringify(as === real ? range : `npm:${real}@${range}`)}`,
    );
    return [`  ${name}:`, ...lines];
  };
  return [
    '',
    `  version ${JSON.stringify(version)}`,
    `  resolved ${JSON.stringify(`${fromSameHost(tarball, lock)}#${sum}`)}`,
    ...(typeof integrity === 'string' && /^sha\d+-[A-Za-z0-9+/=]+$/.test(integrity)
      ? [`  integrity ${integrity}`]
      : []),
    ...section('dependencies', false),
    ...section('optionalDependencies', true),
  ];
}

/** Yarn's own name for the public registry, where the file uses it. */
function fromSameHost(tarball: string, { blocks }: YarnLock): string {
  const url = URL.parse(tarball);
  if (url === null || url.username !== '')
    throw new FixError('not-resolved', 'the registry gives no address of a package');
  const host = blocks
    .map(({ resolution }) => URL.parse(resolution ?? ''))
    .find((each) => each?.hostname === 'registry.yarnpkg.com');
  return url.hostname === 'registry.npmjs.org' && host !== undefined
    ? `https://registry.yarnpkg.com${url.pathname}`
    : url.href;
}

function berryLines({ name, version, links }: Locked, manifest: unknown): string[] {
  const optional = links.filter(({ isOptional }) => isOptional === true).map(({ as }) => as);
  const optionalPeers = metaOf(manifest, 'peerDependenciesMeta');
  const conditions = ['os', 'cpu', 'libc'].flatMap((key) => {
    const values = memberOf(manifest, key);
    const plain = (Array.isArray(values) ? values : []).filter(
      (each) => typeof each === 'string' && /^[a-z0-9]+$/.test(each),
    );
    const terms = plain.map((each) => `${key}=${String(each)}`);
    return terms.length === 0 ? [] : [terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' | ')})`];
  });
  return [
    '',
    `  version: ${version}`,
    `  resolution: "${name}@npm:${version}"`,
    ...table(
      'dependencies',
      links.map(({ as, name: real, range }) => [as, `npm:${as === real ? '' : `${real}@`}${range}`]),
    ),
    ...table('peerDependencies', textsOf(manifest, 'peerDependencies')),
    ...metas('dependenciesMeta', optional),
    ...metas('peerDependenciesMeta', optionalPeers),
    ...bins(name, memberOf(manifest, 'bin')),
    ...(conditions.length === 0 ? [] : [`  conditions: ${conditions.join(' & ')}`]),
    '  languageName: node',
    '  linkType: hard',
  ];
}

function table(name: string, entries: readonly (readonly [string, string])[]): string[] {
  if (entries.length === 0) return [];
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [`  ${name}:`, ...sorted.map(([key, value]) => `    ${keyText(key)}: ${valueText(value)}`)];
}

function metas(name: string, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  return [`  ${name}:`, ...keys.toSorted().flatMap((key) => [`    ${keyText(key)}:`, '      optional: true'])];
}

function metaOf(manifest: unknown, name: string): string[] {
  const meta = memberOf(manifest, name);
  return isRecord(meta) ? Object.keys(meta).filter((key) => memberOf(meta[key], 'optional') === true) : [];
}

function bins(name: string, bin: unknown): string[] {
  const entries: [string, string][] =
    typeof bin === 'string'
      ? [[name.slice(name.lastIndexOf('/') + 1), bin]]
      : isRecord(bin)
        ? Object.entries(bin).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
        : [];
  return table(
    'bin',
    entries.map(([key, path]) => [key, path.replace(/^\.\//, '')]),
  );
}

function keyText(key: string): string {
  return /^[a-zA-Z][\w./-]*$/.test(key) ? key : JSON.stringify(key);
}

function valueText(value: string): string {
  return /^[a-zA-Z0-9][\w./-]*$/.test(value) && !/^\d+(?:\.\d+)?$/.test(value) ? value : JSON.stringify(value);
}
