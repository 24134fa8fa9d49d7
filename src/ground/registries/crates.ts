import { type Ask, hostOf, textOf } from './ask.ts';
import { listIn, member, membersIn, textIn, timeOf } from './fields.ts';
import { plainHistory } from './history.ts';
import { once } from './npm.ts';
import { type PublishedDependency, type PublishedVersion, type Registry, RegistryError } from './registry.ts';

export interface CratesRegistry extends Registry {
  /** What each feature of a version brings in. Throws RegistryError. */
  features(name: string, version: string): Promise<ReadonlyMap<string, readonly string[]> | undefined>;
}

interface Crate {
  readonly published: PublishedVersion;
  readonly features: ReadonlyMap<string, readonly string[]>;
  readonly dependencies: readonly PublishedDependency[];
}

const limits = { index: 64 * 1024 * 1024, versions: 50_000, dependencies: 10_000 };

/** A sparse registry index (The Cargo Book, "Registry Index"). `base` without a slash at the end: `https://index.crates.io`. */
export function cratesRegistry(ask: Ask, base: string): CratesRegistry {
  const crates = new Map<string, Promise<ReadonlyMap<string, Crate> | undefined>>();
  const crateOf = (name: string) => once(crates, name.toLowerCase(), () => readCrate(ask, base, name.toLowerCase()));
  return {
    type: 'cargo',
    async versions(name) {
      const found = await crateOf(name);
      return found === undefined ? undefined : [...found.values()].map(({ published }) => published);
    },
    async dependencies(name, version) {
      return (await crateOf(name))?.get(version)?.dependencies;
    },
    async features(name, version) {
      return (await crateOf(name))?.get(version)?.features;
    },
    async publishedAt(name, version) {
      return (await crateOf(name))?.get(version)?.published.publishedAt;
    },
    async history(name) {
      const found = await crateOf(name);
      return found === undefined ? undefined : plainHistory([...found.values()].map(({ published }) => published));
    },
  };
}

async function readCrate(ask: Ask, base: string, name: string): Promise<ReadonlyMap<string, Crate> | undefined> {
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name)) return undefined;
  const text = await textOf(ask, { url: `${base}/${folderOf(name)}/${name}`, mostBytes: limits.index });
  if (text === undefined) return undefined;
  const crates = new Map<string, Crate>();
  for (const line of text.split('\n').slice(0, limits.versions)) {
    if (line.trim() === '') continue;
    const entry = parsed(line, base);
    const version = textIn(entry, 'vers', 256);
    if (textIn(entry, 'name')?.toLowerCase() !== name || version === undefined) continue;
    crates.set(version, {
      published: publishedOf(entry, version, base, name),
      dependencies: dependenciesIn(entry),
      features: featuresIn(entry),
    });
  }
  return crates;
}

/** `1/a`, `2/ab`, `3/a/abc`, `ab/cd/abcdef`. */
function folderOf(name: string): string {
  if (name.length <= 2) return String(name.length);
  return name.length === 3 ? `3/${name.charAt(0)}` : `${name.slice(0, 2)}/${name.slice(2, 4)}`;
}

function parsed(line: string, base: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new RegistryError('malformed', `the index of ${hostOf(base)} has a line that is no JSON`, { cause });
  }
}

function publishedOf(entry: unknown, version: string, base: string, name: string): PublishedVersion {
  const at = timeOf(textIn(entry, 'pubtime', 64));
  const rust = textIn(entry, 'rust_version', 64);
  const sum = textIn(entry, 'cksum', 64);
  return {
    version,
    files:
      sum === undefined || !/^[0-9a-f]{64}$/.test(sum)
        ? []
        : [{ name: `${name}-${version}.crate`, url: `${base}/${name}/${version}`, hash: `sha256:${sum}` }],
    ...(at !== undefined && { publishedAt: at }),
    ...(rust !== undefined && { engines: new Map([['rust', rust]]) }),
    ...(member(entry, 'yanked') === true && { yanked: '' }),
  };
}

/** The second table is for features that an old Cargo would not understand. */
function featuresIn(entry: unknown): ReadonlyMap<string, readonly string[]> {
  const both = [...membersIn(entry, 'features'), ...membersIn(entry, 'features2')].slice(0, limits.dependencies);
  return new Map(
    both.map(([name, items]) => [name, Array.isArray(items) ? items.filter((item) => typeof item === 'string') : []]),
  );
}

/** Development dependencies of a published crate are never resolved. */
function dependenciesIn(entry: unknown): PublishedDependency[] {
  return listIn(entry, 'deps')
    .slice(0, limits.dependencies)
    .flatMap((dependency) => {
      const as = textIn(dependency, 'name', 64);
      const kind = textIn(dependency, 'kind') ?? 'normal';
      if (as === undefined || kind === 'dev') return [];
      const name = textIn(dependency, 'package', 64) ?? as;
      const target = textIn(dependency, 'target', 1024);
      return [
        {
          name,
          constraint: textIn(dependency, 'req', 256) ?? '',
          kind: member(dependency, 'optional') === true ? 'optional' : kind === 'build' ? 'build' : 'runtime',
          ...(name !== as && { as }),
          ...(target !== undefined && { marker: target }),
          features: listIn(dependency, 'features').filter((each) => typeof each === 'string'),
          ...(member(dependency, 'default_features') === false && { withoutDefaults: true as const }),
        } as const,
      ];
    });
}
