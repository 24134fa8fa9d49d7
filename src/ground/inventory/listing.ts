import type { DependencyFileProblem, ListedPackage } from '#ground/model';
import { ReadFailure } from './reader.ts';

type Entry = { -readonly [Key in keyof ListedPackage]: ListedPackage[Key] };

/** Gathers what a file lists while it is read: packages in its order, and who brings in whom. */
export class Listing {
  readonly problems: DependencyFileProblem[] = [];
  readonly #entries: Entry[] = [];
  readonly #edges: (number[] | undefined)[] = [];
  #hasNameless = false;

  get size(): number {
    return this.#entries.length;
  }

  /** The position of the new package. Throws ReadFailure `too-large` where one file lists more than anybody's software is made of. */
  add(entry: Entry): number {
    if (this.#entries.length >= mostPackages)
      throw new ReadFailure('too-large', `more than ${mostPackages} packages`, entry.line);
    this.#edges.push(undefined);
    this.#hasNameless ||= isNameless(entry);
    return this.#entries.push(entry) - 1;
  }

  /** For what a later part of the file says of a package. */
  at(position: number): Entry | undefined {
    return this.#entries[position];
  }

  link(from: number, to: number): void {
    (this.#edges[from] ??= []).push(to);
  }

  problem(kind: DependencyFileProblem['kind'], line: number, detail: string, purl?: string): void {
    if (this.problems.length < mostProblems)
      this.problems.push({ kind, line, detail, ...(purl === undefined ? {} : { purl }) });
  }

  packages(): readonly ListedPackage[] {
    if (this.#hasNameless) this.#leaveOutNameless();
    // In place: of a big file, a copy of each would be as much again.
    for (const [i, edges] of this.#edges.entries())
      if (edges !== undefined) this.#entries[i]!.dependsOn = ascending(edges);
    return this.#entries;
  }

  /** The fields that every reader returns. */
  result(): { readonly packages: readonly ListedPackage[]; readonly problems?: readonly DependencyFileProblem[] } {
    const packages = this.packages();
    return this.problems.length === 0 ? { packages } : { packages, problems: this.problems };
  }

  /** A package without a name is none: it is said, and what follows it moves up. */
  #leaveOutNameless(): void {
    this.#hasNameless = false;
    const entries = this.#entries.splice(0);
    const edges = this.#edges.splice(0);
    const moved = entries.map((entry) => (isNameless(entry) ? undefined : this.#entries.push(entry) - 1));
    for (const [i, to] of moved.entries()) {
      if (to === undefined) this.problem('malformed', entries[i]!.line, 'A package without a name.');
      else this.#edges[to] = edges[i]?.flatMap((edge) => moved[edge] ?? []);
    }
  }
}

/** In a package URL as we write it, `@` stands before a version alone. */
function isNameless({ purl }: Entry): boolean {
  return /\/(?:[@?#]|$)/.test(purl);
}

/** A copy as long as it must be: lists that grew have room for more. */
function ascending(edges: number[]): readonly number[] {
  return edges
    .sort((a, b) => a - b)
    .filter((edge, i) => edge !== edges[i - 1])
    .slice();
}

const mostPackages = 400_000;

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
