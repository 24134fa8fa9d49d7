import { type Ask, textOf } from './ask.ts';
import { listIn, member, numberIn, textIn, textsIn, timeOf } from './fields.ts';
import { pypiHistory } from './history.ts';
import { once } from './npm.ts';
import {
  type PackageHistory,
  type PublishedDependency,
  type PublishedFile,
  type PublishedVersion,
  type Registry,
  RegistryError,
} from './registry.ts';
import { entriesInHtml } from './simple-html.ts';

export interface PypiPlaces {
  /** The simple index, without a slash at the end: `https://pypi.org/simple`. */
  readonly base: string;
  readonly authorization?: string;
}

interface Release {
  readonly published: PublishedVersion;
  /** Where its core metadata lies (PEP 658). */
  readonly metadata?: string;
}

const limits = { index: 64 * 1024 * 1024, metadata: 4 * 1024 * 1024, files: 200_000, dependencies: 10_000 };

/** A Python index: PEP 503 names, PEP 691 and 700 answers, PEP 658 metadata. */
export function pypiRegistry(ask: Ask, places: PypiPlaces): Registry {
  const releases = new Map<string, Promise<ReadonlyMap<string, Release> | undefined>>();
  const asked = new Map<string, Promise<readonly PublishedDependency[] | undefined>>();
  const histories = new Map<string, Promise<PackageHistory | undefined>>();
  const releasesOf = (name: string) => once(releases, normalName(name), () => readIndex(ask, places, normalName(name)));
  return {
    type: 'pypi',
    async versions(name) {
      const found = await releasesOf(name);
      return found === undefined ? undefined : [...found.values()].map(({ published }) => published);
    },
    async dependencies(name, version) {
      const url = (await releasesOf(name))?.get(version)?.metadata;
      if (url === undefined) return undefined;
      return once(asked, url, async () => {
        const text = await textOf(ask, { url, mostBytes: limits.metadata, ...authorizationFor(places, url) });
        return text === undefined ? undefined : requirementsIn(text);
      });
    },
    async publishedAt(name, version) {
      return (await releasesOf(name))?.get(version)?.published.publishedAt;
    },
    history: (name) =>
      once(histories, normalName(name), async () => {
        const document = await readDocument(ask, places, normalName(name));
        if (document === undefined) return undefined;
        const found = releasesIn(document, `${places.base}/${normalName(name)}/`, normalName(name));
        return pypiHistory(
          document,
          [...found.values()].map(({ published }) => published),
        );
      }),
  };
}

/** PEP 503: one name for `Foo.Bar`, `foo_bar` and `foo-bar`. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

async function readIndex(
  ask: Ask,
  places: PypiPlaces,
  name: string,
): Promise<ReadonlyMap<string, Release> | undefined> {
  const document = await readDocument(ask, places, name);
  return document === undefined ? undefined : releasesIn(document, `${places.base}/${name}/`, name);
}

async function readDocument(ask: Ask, places: PypiPlaces, name: string): Promise<unknown> {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,200}[a-z0-9])?$/.test(name)) return undefined;
  const url = `${places.base}/${name}/`;
  const text = await textOf(ask, {
    url,
    accept: 'application/vnd.pypi.simple.v1+json, text/html; q=0.1',
    mostBytes: limits.index,
    ...authorizationFor(places, url),
  });
  if (text === undefined) return undefined;
  // HTML is all that many mirrors have, and says no name.
  if (/^\s{0,99}</.test(text)) return { name, files: entriesInHtml(text) };
  const document = parsedJson(text);
  if (normalName(textIn(document, 'name') ?? '') !== name)
    throw new RegistryError('malformed', `asked for ${name}, the index answered with another package`);
  return document;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RegistryError('malformed', 'the answer of the Python index is neither JSON nor HTML', { cause });
  }
}

function releasesIn(document: unknown, url: string, name: string): ReadonlyMap<string, Release> {
  const byVersion = Map.groupBy(listIn(document, 'files').slice(0, limits.files), (file) =>
    versionIn(textIn(file, 'filename', 512) ?? '', name),
  );
  byVersion.delete('');
  return new Map([...byVersion].map(([version, files]) => [version, releaseOf(version, files, url)]));
}

/** Of a wheel (PEP 427) or source distribution (PEP 625); empty when the file is neither. */
export function versionIn(filename: string, name: string): string {
  if (filename.endsWith('.whl')) return filename.split('-')[1] ?? '';
  const stem = /^(.+?)(?:\.tar\.(?:gz|bz2|xz)|\.tgz|\.zip)$/.exec(filename)?.[1] ?? '';
  for (let dash = stem.indexOf('-'); dash !== -1; dash = stem.indexOf('-', dash + 1))
    if (normalName(stem.slice(0, dash)) === name) return stem.slice(dash + 1);
  return '';
}

function releaseOf(version: string, entries: readonly unknown[], index: string): Release {
  const files = entries.flatMap((entry) => fileOf(entry, index));
  const times = files.flatMap(({ uploadedAt }) => timeOf(uploadedAt) ?? []);
  const python = entries.map((entry) => textIn(entry, 'requires-python', 256)).find((text) => text !== undefined);
  // A release is taken back when each of its files is (PEP 592).
  const isYanked = entries.length > 0 && entries.every((entry) => isTakenBack(member(entry, 'yanked')));
  const reason = entries.map((entry) => textIn(entry, 'yanked')).find((text) => text !== undefined);
  const described = entries.find(
    (entry) => mayHaveMetadata(entry) && (textIn(entry, 'filename') ?? '').endsWith('.whl'),
  );
  const metadata = resolved(textIn(described, 'url'), index);
  return {
    published: {
      version,
      files,
      ...(times.length > 0 && { publishedAt: Math.min(...times) }),
      ...(python !== undefined && { engines: new Map([['python', python]]) }),
      ...(isYanked && { yanked: reason ?? '' }),
    },
    ...(metadata !== undefined && { metadata: `${metadata}.metadata` }),
  };
}

function isTakenBack(yanked: unknown): boolean {
  return yanked === true || typeof yanked === 'string';
}

/** Mirrors may have it without saying so: what is not denied is asked for. */
function mayHaveMetadata(entry: unknown): boolean {
  return (member(entry, 'core-metadata') ?? member(entry, 'data-dist-info-metadata')) !== false;
}

function fileOf(entry: unknown, index: string): PublishedFile[] {
  const name = textIn(entry, 'filename', 512);
  const url = resolved(textIn(entry, 'url'), index);
  const sha256 = new Map(textsIn(entry, 'hashes', 256)).get('sha256');
  if (name === undefined || url === undefined || sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) return [];
  const size = numberIn(entry, 'size');
  const uploadedAt = textIn(entry, 'upload-time', 64);
  return [
    {
      name,
      url,
      hash: `sha256:${sha256}`,
      ...(size !== undefined && { size }),
      ...(uploadedAt !== undefined && { uploadedAt }),
    },
  ];
}

/** Files may lie on another host than the index; only over HTTPS, unless the index itself is not. */
function resolved(text: string | undefined, index: string): string | undefined {
  const url = text === undefined ? null : URL.parse(text, index);
  if (url === null) return undefined;
  url.hash = '';
  const isSafe = url.protocol === 'https:' || url.origin === URL.parse(index)?.origin;
  return isSafe && url.username === '' ? url.href : undefined;
}

function authorizationFor({ base, authorization }: PypiPlaces, url: string): { authorization?: string } {
  return authorization !== undefined && URL.parse(url)?.origin === URL.parse(base)?.origin ? { authorization } : {};
}

/** The `Requires-Dist` headers of core metadata. */
export function requirementsIn(metadata: string): PublishedDependency[] {
  const found: PublishedDependency[] = [];
  for (const line of metadata.split('\n')) {
    // The body is a description, which may say anything.
    if (line.trim() === '' || found.length >= limits.dependencies) break;
    const text = /^requires-dist:(.*)$/i.exec(line)?.[1]?.trim();
    const requirement = text === undefined ? undefined : requirementOf(text);
    if (requirement !== undefined) found.push(requirement);
  }
  return found;
}

/** PEP 508, names with versions: `requests[socks] (>=2,<3) ; python_version < "3.9"`. */
function requirementOf(text: string): PublishedDependency | undefined {
  const semicolon = text.indexOf(';');
  const marker = semicolon === -1 ? '' : text.slice(semicolon + 1).trim();
  const asked = (semicolon === -1 ? text : text.slice(0, semicolon)).trim();
  const parts = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(asked);
  if (parts === null || (parts[2] ?? '').startsWith('@')) return undefined;
  return {
    name: normalName(parts[1] ?? ''),
    constraint: (parts[2] ?? '').replace(/^\((.*)\)$/, '$1').replace(/\s+/g, ''),
    // What only an extra asks for is not installed unless somebody names the extra.
    kind: /\bextra\b/.test(marker) ? 'optional' : 'runtime',
    ...(marker !== '' && { marker }),
  };
}
