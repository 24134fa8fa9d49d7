import { distance, orderOf } from '#ground/packages';
import { type GoRegistry, type PublishedVersion, type Registry, RegistryError } from '#ground/registries';
import type { GraphNode } from '../model.ts';
import { purlOf } from '../purl-of.ts';

const nothing: ReadonlySet<string> = new Set();
const ofOnePackage: ReadonlySet<string> = new Set(['refused', 'private', 'malformed']);

/** What is asked of the world outside of the graph. */
export interface Knowledge {
  readonly registry: Registry;
  /** The ids of what is published against a package (with its version): vulnerabilities, and that it is malicious. */
  readonly against: (purl: string) => readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A version that is younger is taken only where nothing older closes a finding. */
  readonly cooldownDays: number;
}

/**
 * Versions to which one may move: known to the registry, not taken back, and affected by nothing; where no newer version is free of everything,
 * those that the least of what is known already stands against, and nothing new. Asked once per package.
 */
export class Candidates {
  readonly #knowledge: Knowledge;
  readonly #published = new Map<string, Promise<readonly PublishedVersion[]>>();
  readonly #asks = new Map<string, Promise<ReadonlyMap<string, string> | undefined>>();
  readonly #silent = new Map<string, string>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** In rising order, without the node's own version. Lower ones come last, the nearest first: where a newer version was planted, going back is the fix. `tolerated`: ids that do not count. */
  async of(
    node: GraphNode,
    mayGoBack = false,
    tolerated: ReadonlySet<string> = nothing,
  ): Promise<readonly PublishedVersion[]> {
    const { fitting, higher } = await this.#movesOf(node);
    const clean = higher.filter(({ version }) => this.against(node.name, version).every((id) => tolerated.has(id)));
    const order = orderOf(this.#knowledge.registry.type);
    if (!mayGoBack) return clean.length > 0 ? clean : this.#leastBad(node, higher);
    const lower = fitting.filter(({ version }) => (order?.compare(version, node.version) ?? 0) < 0).reverse();
    return [...clean, ...lower.filter(({ version }) => this.against(node.name, version).length === 0)];
  }

  /** What stays known against a package at the best version that is no major step away; undefined where nothing gets better. */
  async leftWithoutBreaking(node: GraphNode): Promise<ReadonlySet<string> | undefined> {
    const { higher } = await this.#movesOf(node);
    const near = higher.filter(
      ({ version }) => distance(this.#knowledge.registry.type, node.version, version) !== 'major',
    );
    const [best] = this.#leastBad(node, near);
    const left = best === undefined ? undefined : this.against(node.name, best.version);
    return left !== undefined && left.length < this.against(node.name, node.version).length ? new Set(left) : undefined;
  }

  /** Versions that may be moved to at all, and those of them that are newer, in rising order. */
  async #movesOf(node: GraphNode): Promise<Record<'fitting' | 'higher', readonly PublishedVersion[]>> {
    const none = { fitting: [], higher: [] };
    if (node.source !== undefined) return none;
    const order = orderOf(this.#knowledge.registry.type);
    if (order === undefined) return none;
    const all = await this.#publishedOf(node.name);
    if (all.length === 0) return none;
    const isPrerelease = order.isPrerelease(node.version);
    const isDeprecated = await this.#isDeprecated(node);
    const fitting = all.filter(
      ({ version, deprecated }) =>
        (isPrerelease || !order.isPrerelease(version)) && (isDeprecated || deprecated === undefined),
    );
    return { fitting, higher: fitting.filter(({ version }) => order.compare(version, node.version) > 0) };
  }

  against(name: string, version: string): readonly string[] {
    return this.#knowledge.against(purlOf(this.#knowledge.registry.type, name, version));
  }

  /** Why nothing is known of a package's versions, where it was not asked about or not answered. */
  silence(name: string): string | undefined {
    return this.#silent.get(name);
  }

  #leastBad(node: GraphNode, versions: readonly PublishedVersion[]): readonly PublishedVersion[] {
    const known = new Set(this.against(node.name, node.version));
    const left = versions
      .map((each) => ({ each, against: this.against(node.name, each.version) }))
      .filter(({ against }) => against.every((id) => known.has(id)));
    const least = Math.min(...left.map(({ against }) => against.length));
    return left.filter(({ against }) => against.length === least).map(({ each }) => each);
  }

  /** What a version asks for, by the registry's name of it: constraints; undefined when the registry does not tell. */
  asks(name: string, version: string): Promise<ReadonlyMap<string, string> | undefined> {
    const key = `${name}@${version}`;
    const known = this.#asks.get(key);
    if (known !== undefined) return known;
    const asked = this.#knowledge.registry.dependencies(name, version).then((dependencies) =>
      dependencies === undefined
        ? undefined
        : new Map(
            dependencies
              // What only an extra asks for is nobody's.
              .filter(({ kind, marker }) => kind !== 'optional-peer' && !(kind === 'optional' && marker !== undefined))
              .map(({ name, constraint }) => [name, constraint] as const),
          ),
    );
    this.#asks.set(key, asked);
    return asked;
  }

  /** Days since it was published, where that is less than the cooldown. */
  async daysTooYoung(name: string, version: string): Promise<number | undefined> {
    const at = await this.#knowledge.registry.publishedAt(name, version);
    const days = at === undefined ? undefined : Math.floor((this.#knowledge.now - at) / 86_400_000);
    return days !== undefined && days < this.#knowledge.cooldownDays ? Math.max(0, days) : undefined;
  }

  async engines(name: string, version: string): Promise<ReadonlyMap<string, string>> {
    const { registry } = this.#knowledge;
    if (registry.type === 'golang') return engineOfModule(registry, name, version);
    const found = (await registry.versions(name))?.find((each) => each.version === version);
    return found?.engines ?? new Map();
  }

  /** Where all of a package is deprecated, staying with it is no step back. */
  async #isDeprecated({ name, version }: GraphNode): Promise<boolean> {
    const own = (await this.#knowledge.registry.versions(name))?.find((each) => each.version === version);
    return own?.deprecated !== undefined;
  }

  #publishedOf(name: string): Promise<readonly PublishedVersion[]> {
    const known = this.#published.get(name);
    if (known !== undefined) return known;
    const made = this.#readPublished(name);
    this.#published.set(name, made);
    return made;
  }

  async #readPublished(name: string): Promise<readonly PublishedVersion[]> {
    const { registry } = this.#knowledge;
    const order = orderOf(registry.type);
    const versions = await registry.versions(name).catch((error: unknown) => {
      // A private package that this registry does not have, or will not show: nothing can be said of it, and of others all the same.
      if (!(error instanceof RegistryError) || !ofOnePackage.has(error.code)) throw error;
      this.#silent.set(name, error.message);
      return undefined;
    });
    if (versions === undefined || order === undefined) return [];
    return versions
      .filter(({ version, yanked }) => order.isValid(version) && yanked === undefined)
      .toSorted((a, b) => order.compare(a.version, b.version));
  }
}

/** The language version that a module asks for stands in its own go.mod. */
async function engineOfModule(registry: Registry, name: string, version: string): Promise<ReadonlyMap<string, string>> {
  const text = 'goMod' in registry ? await (registry as GoRegistry).goMod(name, version) : undefined;
  const language = text === undefined ? undefined : /^go[ \t]+(\d[\w.]*)/m.exec(text)?.[1];
  return language === undefined ? new Map() : new Map([['go', `>=${language}`]]);
}
