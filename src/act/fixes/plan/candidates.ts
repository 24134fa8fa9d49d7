import { orderOf } from '#ground/packages';
import { type PublishedVersion, type Registry, RegistryError } from '#ground/registries';
import type { GraphNode } from '../model.ts';
import { purlOf } from '../purl-of.ts';

/** What is asked of the world outside of the graph. */
export interface Knowledge {
  readonly registry: Registry;
  /** Whether anything is published against a package (with its version): a vulnerability, or that it is malicious. */
  readonly isAffected: (purl: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A version that is younger is taken only where nothing older closes a finding. */
  readonly cooldownDays: number;
}

/** Versions to which one may move: known to the registry, affected by nothing, and not taken back. Asked once per package. */
export class Candidates {
  readonly #knowledge: Knowledge;
  readonly #clean = new Map<string, Promise<readonly PublishedVersion[]>>();
  readonly #asks = new Map<string, Promise<ReadonlyMap<string, string> | undefined>>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** In rising order, without the node's own version. Lower ones come last, the nearest first: where a newer version was planted, going back is the fix. */
  async of(node: GraphNode, mayGoBack = false): Promise<readonly PublishedVersion[]> {
    if (node.source !== undefined) return [];
    const order = orderOf(this.#knowledge.registry.type);
    if (order === undefined) return [];
    const all = await this.#cleanOf(node.name);
    const isPrerelease = order.isPrerelease(node.version);
    const isDeprecated = await this.#isDeprecated(node);
    const fitting = all.filter(
      ({ version, deprecated }) =>
        (isPrerelease || !order.isPrerelease(version)) && (isDeprecated || deprecated === undefined),
    );
    const higher = fitting.filter(({ version }) => order.compare(version, node.version) > 0);
    if (!mayGoBack) return higher;
    return [...higher, ...fitting.filter(({ version }) => order.compare(version, node.version) < 0).reverse()];
  }

  /** What a version asks for, by the registry's name of it: constraints; undefined when the registry does not tell. */
  asks(name: string, version: string): Promise<ReadonlyMap<string, string> | undefined> {
    const key = `${name}@${version}`;
    const known = this.#asks.get(key);
    if (known !== undefined) return known;
    const asked = this.#knowledge.registry
      .dependencies(name, version)
      .then((dependencies) =>
        dependencies === undefined
          ? undefined
          : new Map(
              dependencies
                .filter(({ kind }) => kind !== 'optional-peer')
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
    const found = (await this.#knowledge.registry.versions(name))?.find((each) => each.version === version);
    return found?.engines ?? new Map();
  }

  /** Where all of a package is deprecated, staying with it is no step back. */
  async #isDeprecated({ name, version }: GraphNode): Promise<boolean> {
    const own = (await this.#knowledge.registry.versions(name))?.find((each) => each.version === version);
    return own?.deprecated !== undefined;
  }

  #cleanOf(name: string): Promise<readonly PublishedVersion[]> {
    const known = this.#clean.get(name);
    if (known !== undefined) return known;
    const made = this.#readClean(name);
    this.#clean.set(name, made);
    return made;
  }

  async #readClean(name: string): Promise<readonly PublishedVersion[]> {
    const { registry, isAffected } = this.#knowledge;
    const order = orderOf(registry.type);
    const versions = await registry.versions(name).catch((error: unknown) => {
      // A private package that this registry does not have, or will not show: nothing can be said of it, and of others all the same.
      if (error instanceof RegistryError && (error.code === 'refused' || error.code === 'malformed')) return undefined;
      throw error;
    });
    if (versions === undefined || order === undefined) return [];
    return versions
      .filter(({ version, yanked }) => order.isValid(version) && yanked === undefined)
      .filter(({ version }) => !isAffected(purlOf(registry.type, name, version)))
      .toSorted((a, b) => order.compare(a.version, b.version));
  }
}
