import { satisfies } from '#ground/packages';
import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import { VersionChoice } from '../resolve-many.ts';
import type { LockEntry } from './lock-text.ts';
import { activeFeatures, type FeatureRequest } from './requests.ts';

/** An entry whose dependencies are entries. */
interface Crate {
  readonly name: string;
  readonly version: string;
  readonly source?: string;
  checksum?: string;
  dependencies: string[];
}

const mostCrates = 20_000;

/**
 * The crates of a lockfile once some have moved: whoever asks for one that moved follows where its requirement admits it, what the new versions ask
 * for is resolved as Cargo does (the highest that is there, else a new one), and what nobody asks for any more goes. `own`: what the project's own
 * crates ask for, by name. Throws FixError, RegistryError.
 */
export async function resolveCrates(
  entries: readonly LockEntry[],
  moves: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, readonly string[]>,
  features: ReadonlyMap<string, readonly FeatureRequest[]>,
  knowledge: EditKnowledge,
): Promise<readonly LockEntry[]> {
  const registry = knowledge.registries.cargo;
  const crates = new Map(
    entries.map((entry): [string, Crate] => [keyOf(entry), { ...entry, dependencies: linksOf(entry, entries) }]),
  );
  const installed = new Map<string, Set<string>>();
  for (const [key, { name, version, source }] of crates)
    if (source !== undefined && !moves.has(key)) installed.set(name, (installed.get(name) ?? new Set()).add(version));
  const choice = new VersionChoice(registry, knowledge, installed);
  for (const [key, to] of moves) choice.add(crates.get(key)?.name ?? '', to);
  const admits = async (crate: Crate, name: string, version: string): Promise<boolean> => {
    const constraints =
      crate.source === undefined
        ? (own.get(name) ?? [])
        : ((await registry.dependencies(crate.name, crate.version)) ?? [])
            .filter((each) => each.name === name)
            .map(({ constraint }) => constraint);
    return constraints.some((constraint) => constraint === '' || satisfies('cargo', version, constraint) === true);
  };
  const fresh = new Map<string, { readonly requests: FeatureRequest[]; readonly kept: ReadonlySet<string> }>();
  /** The crate is there and built for what is asked of it; one that is new is built again when more is asked. */
  const build = async (
    { name, version, source }: Required<Pick<Crate, 'name' | 'version' | 'source'>>,
    requests: readonly FeatureRequest[],
    kept: ReadonlySet<string> = new Set(),
  ): Promise<string> => {
    const key = keyOf({ name, version });
    const known = fresh.get(key);
    if (crates.has(key) && known === undefined) return key;
    if (crates.size > mostCrates) throw new FixError('not-resolved', 'these changes would bring in too many crates');
    const said = new Set(known?.requests.map((request) => JSON.stringify(request)));
    const more = requests.filter((request) => !said.has(JSON.stringify(request)));
    if (known !== undefined && more.length === 0) return key;
    const [file] = (await choice.published(name, version)).files;
    const crate: Crate = crates.get(key) ?? {
      name,
      version,
      source,
      dependencies: [],
      ...(file !== undefined && { checksum: file.hash.replace(/^sha256:/, '') }),
    };
    const state = known ?? { requests: [], kept };
    state.requests.push(...more);
    crates.set(key, crate);
    fresh.set(key, state);
    choice.add(name, version);
    const { optional, below } = activeFeatures((await registry.features(name, version)) ?? new Map(), state.requests);
    const links = new Set<string>();
    for (const dependency of await choice.asks(name, version)) {
      const own = dependency.as ?? dependency.name;
      if (dependency.kind === 'optional' && !optional.has(own) && !state.kept.has(dependency.name)) continue;
      const chosen = await choice.choose(dependency.name, dependency.constraint);
      const request = {
        features: [...(dependency.features ?? []), ...(below.get(own) ?? [])],
        ...(dependency.withoutDefaults === true && { withoutDefaults: true as const }),
      };
      links.add(await build({ name: dependency.name, version: chosen, source }, [request]));
    }
    crate.dependencies = [...links];
    return key;
  };
  /** Which optional dependencies of a version are locked: features that were asked for then are asked for now. */
  const optionalIn = async (old: Crate): Promise<ReadonlySet<string>> => {
    const locked = new Set(old.dependencies.map((link) => crates.get(link)?.name));
    const asked = (await registry.dependencies(old.name, old.version)) ?? [];
    return new Set(asked.flatMap(({ name, kind }) => (kind === 'optional' && locked.has(name) ? [name] : [])));
  };
  /** Of those that ask for a crate that moves, at its new or old version. */
  const requestsOf = async (name: string, key: string): Promise<readonly FeatureRequest[]> => {
    const found = [...(features.get(name) ?? [])];
    const before = new Set([
      key,
      ...[...moves].flatMap(([from, to]) => (keyOf({ name, version: to }) === key ? [from] : [])),
    ]);
    for (const crate of crates.values())
      if (crate.source !== undefined && crate.dependencies.some((link) => before.has(link)))
        found.push(
          ...((await registry.dependencies(crate.name, crate.version)) ?? []).filter((each) => each.name === name),
        );
    return found;
  };
  for (const [key, to] of moves) {
    const old = crates.get(key);
    if (old?.source === undefined) continue;
    const next = { name: old.name, version: to, source: old.source };
    await build(next, await requestsOf(old.name, keyOf(next)), await optionalIn(old));
  }
  for (const [key, to] of moves) {
    const old = crates.get(key);
    if (old === undefined) continue;
    const next = keyOf({ name: old.name, version: to });
    for (const crate of crates.values())
      if (crate.dependencies.includes(key) && (await admits(crate, old.name, to)))
        crate.dependencies = [...new Set(crate.dependencies.map((link) => (link === key ? next : link)))];
  }
  return written(crates);
}

function keyOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name} ${version}`;
}

/** References as keys of entries. Two sources of one crate at one version are not told apart here. */
function linksOf({ dependencies }: LockEntry, entries: readonly LockEntry[]): string[] {
  return dependencies.map((text) => {
    const [name = '', version] = text.split(' ');
    const found = entries.filter(
      (entry) => entry.name === name && (version === undefined || entry.version === version),
    );
    const [only] = found;
    if (only === undefined) throw new FixError('unreadable', `the lockfile asks for ${name}, and does not have it`);
    return keyOf(only);
  });
}

/** What the project's own crates lead to, in Cargo's order, with references as short as they can be. */
function written(crates: ReadonlyMap<string, Crate>): LockEntry[] {
  const reached = new Set<string>();
  const queue = [...crates].flatMap(([key, { source }]) => (source === undefined ? [key] : []));
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    queue.push(...(crates.get(key)?.dependencies ?? []));
  }
  const kept = [...crates].filter(([key]) => reached.has(key)).map(([, crate]) => crate);
  const count = Map.groupBy(kept, ({ name }) => name);
  const reference = (key: string): string => {
    const name = crates.get(key)?.name ?? '';
    return (count.get(name)?.length ?? 0) > 1 ? key : name;
  };
  return kept
    .toSorted((a, b) => (a.name === b.name ? compareVersions(a.version, b.version) : a.name < b.name ? -1 : 1))
    .map((crate) => ({ ...crate, dependencies: crate.dependencies.map(reference).toSorted() }));
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/[.+-]/).map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}
