import type { DependencyFileProblem, ListedPackage } from '#ground/model';

type Entry = { -readonly [Key in keyof Omit<ListedPackage, 'dependsOn'>]: ListedPackage[Key] };

/** Gathers what a file lists while it is read: packages in its order, and who brings in whom. */
export class Listing {
  readonly problems: DependencyFileProblem[] = [];
  readonly #entries: Entry[] = [];
  readonly #edges: (Set<number> | undefined)[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The position of the new package. */
  add(entry: Entry): number {
    this.#edges.push(undefined);
    return this.#entries.push(entry) - 1;
  }

  /** For what a later part of the file says of a package. */
  at(position: number): Entry | undefined {
    return this.#entries[position];
  }

  link(from: number, to: number): void {
    (this.#edges[from] ??= new Set()).add(to);
  }

  problem(kind: DependencyFileProblem['kind'], line: number, detail: string, purl?: string): void {
    if (this.problems.length < mostProblems)
      this.problems.push({ kind, line, detail, ...(purl === undefined ? {} : { purl }) });
  }

  packages(): readonly ListedPackage[] {
    return this.#entries.map((entry, i) => {
      const edges = this.#edges[i];
      return edges === undefined ? entry : { ...entry, dependsOn: [...edges].sort((a, b) => a - b) };
    });
  }

  /** The fields that every reader returns. */
  result(): { readonly packages: readonly ListedPackage[]; readonly problems?: readonly DependencyFileProblem[] } {
    return this.problems.length === 0
      ? { packages: this.packages() }
      : { packages: this.packages(), problems: this.problems };
  }
}

/** A file in which more is wrong says no more by saying more. */
const mostProblems = 1000;

/** A URL as facts may hold it: without user, password, query and fragment. Undefined for what is none. */
export function plainUrl(text: string): string | undefined {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)([^\s?#@]+)$/.exec(text);
  if (scp !== null) return `ssh://${scp[1]}/${scp[2]}`;
  try {
    const url = new URL(text);
    url.username = '';
    url.password = '';
    url.search = '';
    url.hash = '';
    return url.href.slice(0, 1000);
  } catch {
    return undefined;
  }
}
