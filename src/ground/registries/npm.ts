import { type Ask, jsonOf } from './ask.ts';
import { isRecord, member, membersIn, textIn, textsIn, timeOf } from './fields.ts';
import { npmHistory } from './history.ts';
import type { PackageHistory, PublishedDependency, PublishedFile, PublishedVersion, Registry } from './registry.ts';
import { RegistryError } from './registry.ts';

export interface NpmRegistry extends Registry {
  /** The registry's abbreviated document, for npm's own resolver. Throws RegistryError. */
  packument(name: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export interface NpmPlaces {
  /** Without a slash at the end: `https://registry.npmjs.org`. */
  readonly base: string;
  /** `@scope` → base. */
  readonly scopes?: ReadonlyMap<string, string>;
  /** Base → the whole Authorization header. */
  readonly authorizations?: ReadonlyMap<string, string>;
}

const limits = { abbreviated: 64 * 1024 * 1024, full: 192 * 1024 * 1024, versions: 50_000, dependencies: 10_000 };
/** github.com/npm/registry, docs/responses/package-metadata.md: what is needed to install, and no more. */
const abbreviated = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

/** An npm registry. Names that cannot be a package's are answered without asking. */
export function npmRegistry(ask: Ask, places: NpmPlaces): NpmRegistry {
  const kept = new Map<string, Promise<Readonly<Record<string, unknown>> | undefined>>();
  const times = new Map<string, Promise<ReadonlyMap<string, number>>>();
  const histories = new Map<string, Promise<PackageHistory | undefined>>();
  const read = (name: string, isFull: boolean): Promise<Readonly<Record<string, unknown>> | undefined> =>
    documentOf(ask, places, name, isFull);
  const packument = (name: string) => once(kept, name, () => read(name, false));
  return {
    type: 'npm',
    packument,
    async versions(name) {
      const document = await packument(name);
      return document === undefined ? undefined : versionsIn(document);
    },
    async dependencies(name, version) {
      const found = member(member(await packument(name), 'versions'), version);
      return found === undefined ? undefined : dependenciesIn(found);
    },
    async publishedAt(name, version) {
      const known = timeOf(textIn(member(await packument(name), 'time'), version));
      if (known !== undefined) return known;
      return (await once(times, name, async () => timesIn(await read(name, true)))).get(version);
    },
    history: (name) =>
      once(histories, name, async () => {
        const document = await read(name, true);
        return document === undefined ? undefined : npmHistory(document);
      }),
  };
}

async function documentOf(ask: Ask, places: NpmPlaces, name: string, isFull: boolean) {
  if (!isNpmName(name)) return undefined;
  const base = places.scopes?.get(name.split('/', 1)[0] ?? '') ?? places.base;
  const authorization = places.authorizations?.get(base);
  const document = await jsonOf(ask, {
    url: `${base}/${name.replace('/', '%2f')}`,
    accept: isFull ? 'application/json' : abbreviated,
    mostBytes: isFull ? limits.full : limits.abbreviated,
    ...(authorization !== undefined && { authorization }),
  });
  if (document === undefined) return undefined;
  if (!isRecord(document)) throw new RegistryError('malformed', `what the registry says of ${name} is no document`);
  // A registry that answers with another package would have it installed under this name.
  if (textIn(document, 'name') !== name)
    throw new RegistryError('malformed', `asked for ${name}, the registry answered with another package`);
  return document;
}

/** What npm has ever allowed: no path, nothing to be encoded. */
export function isNpmName(name: string): boolean {
  return name.length <= 214 && /^(?:@[a-z0-9~_-][\w.~-]*\/)?[a-z0-9_~!'()*-][\w.~!'()*-]*$/i.test(name);
}

function versionsIn(document: unknown): PublishedVersion[] {
  return membersIn(document, 'versions')
    .slice(0, limits.versions)
    .filter(([version]) => version.length <= 256)
    .map(([version, entry]) => {
      const deprecated = textIn(entry, 'deprecated');
      const at = timeOf(textIn(member(document, 'time'), version));
      const engines = textsIn(entry, 'engines', 256);
      return {
        version,
        files: filesIn(entry),
        ...(at !== undefined && { publishedAt: at }),
        ...(deprecated !== undefined && deprecated !== '' && { deprecated }),
        ...(engines.length > 0 && { engines: new Map(engines) }),
        ...(member(entry, 'hasInstallScript') === true && { runsScripts: true as const }),
      };
    });
}

function filesIn(entry: unknown): PublishedFile[] {
  const dist = member(entry, 'dist');
  const url = textIn(dist, 'tarball');
  const sum = textIn(dist, 'shasum');
  const hash = textIn(dist, 'integrity') ?? (sum === undefined ? undefined : `sha1:${sum}`);
  if (url === undefined || hash === undefined || URL.parse(url) === null) return [];
  return [{ name: url.slice(url.lastIndexOf('/') + 1), url, hash }];
}

function dependenciesIn(entry: unknown): PublishedDependency[] {
  const optional = new Set(textsIn(entry, 'optionalDependencies').map(([name]) => name));
  const optionalPeers = new Set(
    membersIn(entry, 'peerDependenciesMeta')
      .filter(([, meta]) => member(meta, 'optional') === true)
      .map(([name]) => name),
  );
  const found = [
    ...textsIn(entry, 'dependencies')
      .filter(([name]) => !optional.has(name))
      .map(([name, constraint]) => dependency(name, constraint, 'runtime')),
    ...textsIn(entry, 'optionalDependencies').map(([name, constraint]) => dependency(name, constraint, 'optional')),
    ...textsIn(entry, 'peerDependencies').map(([name, constraint]) =>
      dependency(name, constraint, optionalPeers.has(name) ? 'optional-peer' : 'peer'),
    ),
  ];
  return found.slice(0, limits.dependencies);
}

/** `npm:other@^1` is another package under a name of this one's choosing. */
function dependency(name: string, constraint: string, kind: PublishedDependency['kind']): PublishedDependency {
  const alias = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@(.*))?$/.exec(constraint);
  if (alias === null) return { name, constraint, kind };
  return { name: alias[1] ?? name, constraint: alias[2] ?? '', kind, as: name };
}

function timesIn(document: unknown): ReadonlyMap<string, number> {
  return new Map(
    textsIn(document, 'time', 64).flatMap(([version, text]) => {
      const at = timeOf(text);
      return at === undefined ? [] : [[version, at] as const];
    }),
  );
}

export function once<Value>(
  kept: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
