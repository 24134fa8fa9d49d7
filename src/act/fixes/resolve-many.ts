import { orderOf, satisfies } from '#ground/packages';
import type { PublishedDependency, PublishedVersion, Registry } from '#ground/registries';
import type { EditKnowledge } from './ecosystem.ts';
import { FixError } from './error.ts';
import { purlOf } from './purl-of.ts';

/** Where a package may stand in several versions: which of them answers a request, and which version a new one takes. */
export class VersionChoice {
  readonly #registry: Registry;
  readonly #knowledge: EditKnowledge;
  readonly #installed: Map<string, Set<string>>;

  /** `installed`: by name, without those that go. */
  constructor(registry: Registry, knowledge: EditKnowledge, installed: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#registry = registry;
    this.#knowledge = knowledge;
    this.#installed = new Map([...installed].map(([name, versions]) => [name, new Set(versions)]));
  }

  add(name: string, version: string): void {
    const versions = this.#installed.get(name) ?? new Set();
    this.#installed.set(name, versions.add(version));
  }

  has(name: string, version: string): boolean {
    return this.#installed.get(name)?.has(version) === true;
  }

  /** The highest that is there and fits; else the newest good one that is old enough. Throws FixError `not-resolved`, RegistryError. */
  async choose(name: string, constraint: string): Promise<string> {
    const order = orderOf(this.#registry.type);
    const falling = (versions: Iterable<string>) => [...versions].toSorted((a, b) => order?.compare(b, a) ?? 0);
    const there = falling(this.#installed.get(name) ?? []).find((version) => this.#fits(version, constraint));
    if (there !== undefined) return there;
    const published = ((await this.#registry.versions(name)) ?? []).filter(
      ({ version, yanked }) =>
        yanked === undefined && order?.isValid(version) === true && this.#fits(version, constraint),
    );
    const good = published.filter(
      ({ version, deprecated }) =>
        deprecated === undefined && this.#knowledge.against(purlOf(this.#registry.type, name, version)).length === 0,
    );
    const byVersion = new Map(published.map((each) => [each.version, each]));
    for (const version of falling(good.map(({ version }) => version)))
      if (await this.#isGrown(name, byVersion.get(version))) return version;
    const [chosen] = falling((good.length > 0 ? good : published).map(({ version }) => version));
    if (chosen === undefined)
      throw new FixError(
        'not-resolved',
        `no published version of ${name} fits ${constraint === '' ? 'at all' : constraint}`,
      );
    return chosen;
  }

  /** What a version asks for. Throws FixError `not-resolved` when the registry does not tell. */
  async asks(name: string, version: string): Promise<readonly PublishedDependency[]> {
    const found = await this.#registry.dependencies(name, version);
    if (found === undefined)
      throw new FixError('not-resolved', `the registry does not say what ${name} ${version} asks for`);
    return found;
  }

  async published(name: string, version: string): Promise<PublishedVersion> {
    const found = (await this.#registry.versions(name))?.find((each) => each.version === version);
    if (found === undefined) throw new FixError('not-resolved', `the registry has no ${name} ${version}`);
    return found;
  }

  #fits(version: string, constraint: string): boolean {
    return constraint === '' || satisfies(this.#registry.type, version, constraint) === true;
  }

  async #isGrown(name: string, version: PublishedVersion | undefined): Promise<boolean> {
    if (version === undefined) return false;
    const at = version.publishedAt ?? (await this.#registry.publishedAt(name, version.version));
    const { now, cooldownDays } = this.#knowledge;
    return at === undefined || now - at >= cooldownDays * 86_400_000;
  }
}
