import type { DependencyFile } from '#ground/model';

/** What an advisory says of where in a package the weakness is. No names: all of `path`, or of the package. */
export interface SymbolsOfPackage {
  /** Go: the import path. */
  readonly path?: string;
  /** `template`, `Type.Method`, `crate::path::function`. */
  readonly names: readonly string[];
}

export interface ReachabilityQuestion {
  /** The file that lists the package, and the package's position in it. */
  readonly file: DependencyFile;
  readonly position: number;
  readonly symbols?: readonly SymbolsOfPackage[];
}

export type ReachabilityVerdict = 'reachable' | 'not-observed' | 'unknown';

/**
 * - `reachable`: code that is shipped loads the package, and uses the symbol where one is named;
 * - `not-observed`: all that could load it was read, and does not, or does not use the symbol;
 * - `unknown`: neither can be said.
 */
export interface Reachability {
  readonly verdict: ReachabilityVerdict;
  /** Why, in words without a full stop. */
  readonly words: string;
  readonly at?: { readonly path: string; readonly line: number };
}

const ranks = { 'not-observed': 0, unknown: 1, reachable: 2 } as const;

/** The one that says more of it is used; the first of equals. */
export function more(a: Reachability, b: Reachability): Reachability {
  return ranks[b.verdict] > ranks[a.verdict] ? b : a;
}

export function lesser(a: ReachabilityVerdict, b: ReachabilityVerdict): ReachabilityVerdict {
  return ranks[a] <= ranks[b] ? a : b;
}

export function isMore(a: ReachabilityVerdict, b: ReachabilityVerdict): boolean {
  return ranks[a] > ranks[b];
}
