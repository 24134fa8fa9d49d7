import type { Listing } from './listing.ts';

/** Who brings in whom, while packages are known by name alone and those that are meant may stand further down. There may be millions. */
export class NamedLinks {
  /** One position, or several of one name. */
  readonly #positions = new Map<string, number | number[]>();
  readonly #versions: (string | undefined)[] = [];
  readonly #from: number[] = [];
  readonly #names: string[] = [];
  readonly #wanted: (string | undefined)[] = [];

  /** The package at this position of the listing goes by this name. */
  knows(position: number, name: string, version?: string): void {
    const known = this.#positions.get(name);
    if (known === undefined) this.#positions.set(name, position);
    else if (typeof known === 'number') this.#positions.set(name, [known, position]);
    // A hostile file may have every package bring in every other of one name.
    else if (known.length < mostOfOneName) known.push(position);
    this.#versions[position] = version;
  }

  /** The package at `from` brings in one of this name; of any version, where it does not say which. */
  wants(from: number, name: string, version?: string): void {
    this.#from.push(from);
    this.#names.push(name);
    this.#wanted.push(version);
  }

  /** The positions that a name, and perhaps a version, stands for. */
  of(name: string, version?: string): readonly number[] {
    const known = this.#positions.get(name);
    if (known === undefined) return [];
    if (typeof known === 'number') return [known];
    if (version === undefined) return known;
    const exact = known.filter((position) => this.#versions[position] === version);
    return exact.length === 0 ? known : exact;
  }

  /** Who brings in packages of these names: at most 64 of each. */
  wanting(names: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
    const wanting = new Map<string, number[]>();
    for (const [i, name] of this.#names.entries()) {
      if (!names.has(name)) continue;
      const known = wanting.get(name);
      if (known === undefined) wanting.set(name, [this.#from[i] ?? 0]);
      else if (known.length < mostOfOneName) known.push(this.#from[i] ?? 0);
    }
    return wanting;
  }

  /** What is brought in but not listed (for another platform, say) is left out. */
  linkAll(listing: Listing): void {
    for (const [i, from] of this.#from.entries())
      for (const to of this.of(this.#names[i] ?? '', this.#wanted[i])) if (to !== from) listing.link(from, to);
  }
}

const mostOfOneName = 64;
