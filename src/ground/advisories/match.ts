import type { AdvisoryKind } from './record.ts';

/** One advisory about a package at a version, whatever number of sources and ids it has. */
export interface Match {
  /** For Advisories.detail of the index that gave it, and for as long as that is open. Tells what is said of this version. */
  readonly advisory: number;
  /** The id that it is called by, the same whichever sources there are: see primaryId. */
  readonly id: string;
  readonly kind: AdvisoryKind;
  /** `unknown`: it could be affected, and nobody can tell. */
  readonly verdict: 'affected' | 'unknown';
  /** Why it is unknown. */
  readonly reason?: UnknownReason;
  /** Versions above this one that a source which says so names as fixed, and none says are affected; the nearest first. */
  readonly fixed?: readonly string[];
  /** Ids of the sources that say so. */
  readonly sources: readonly string[];
  /** All that the sources say, where they do not agree. */
  readonly conflicts?: readonly Conflict[];
}

/**
 * - `no-version`: the package URL names none;
 * - `odd-version`: its ecosystem's order does not know such a version;
 * - `odd-range`: the advisory says something that cannot be understood;
 * - `no-order`: nobody knows how this ecosystem orders versions;
 * - `no-release`: the advisory is about a release of a distribution, and the package URL names none.
 */
export type UnknownReason = 'no-version' | 'odd-version' | 'odd-range' | 'no-order' | 'no-release';

/** What one record of one source says of the version. */
export interface Conflict {
  readonly source: string;
  readonly id: string;
  readonly says: 'affected' | 'unaffected' | 'unknown';
  /** Its affected versions, in words: `>= 1.0, < 1.2.3`. */
  readonly ranges: string;
}
