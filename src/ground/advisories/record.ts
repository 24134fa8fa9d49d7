/** An advisory as one source states it: what is kept of an OSV record (schema 1.7), bounded and without prototype trouble. */
export interface AdvisoryRecord {
  /** As its database names it: `GHSA-…`, `CVE-…`, `RUSTSEC-…`. */
  readonly id: string;
  /** Milliseconds since 1970; 0 where the record says nothing that can be read. */
  readonly modified: number;
  readonly published: number;
  readonly withdrawn: boolean;
  readonly kind: AdvisoryKind;
  readonly aliases: readonly string[];
  readonly affected: readonly AffectedPackage[];
  readonly detail: RecordDetail;
}

/**
 * - `malicious`: the package, or these versions of it, was made to do harm;
 * - `unmaintained`: nobody mends it any more;
 * - `notice`: something to know that is no weakness.
 */
export type AdvisoryKind = 'vulnerability' | 'malicious' | 'unmaintained' | 'notice';

export const advisoryKinds: readonly AdvisoryKind[] = ['vulnerability', 'malicious', 'unmaintained', 'notice'];

/** One `affected` of a record. */
export interface AffectedPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: readonly VersionRange[];
  readonly versions: readonly string[];
  /** A part of it could not be understood: what is not said to be affected is then unknown. */
  readonly incomplete: boolean;
}

/** A range of type SEMVER or ECOSYSTEM. GIT ranges are not judged by version and are left out. */
export interface VersionRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM';
  readonly events: readonly RangeEvent[];
}

export interface RangeEvent {
  readonly at: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  /** `0` of `introduced`: before all versions; `*` of `limit`: never reached. */
  readonly version: string;
}

/** What is read only when somebody looks at the advisory. All text is untrusted: whoever prints it escapes it. */
export interface RecordDetail {
  readonly summary?: string;
  /** CommonMark, cut. */
  readonly details?: string;
  readonly severity?: readonly SeverityVector[];
  /** The source's own word: `low`, `medium`, `high`, `critical`. */
  readonly word?: string;
  readonly cwes?: readonly string[];
  readonly references?: readonly AdvisoryReference[];
  readonly related?: readonly string[];
  /** What a distribution's advisory is about further up: these are no aliases. */
  readonly upstream?: readonly string[];
  /** RustSec's word: `unsound`, `unmaintained`, `notice`. */
  readonly informational?: string;
  readonly symbols?: readonly VulnerableSymbols[];
}

export interface SeverityVector {
  /** `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu`. */
  readonly type: string;
  /** The vector, as given. */
  readonly score: string;
}

export interface AdvisoryReference {
  readonly type: string;
  /** http or https, without credentials. */
  readonly url: string;
}

/** Which symbols of a package have the weakness. */
export interface VulnerableSymbols {
  /** As the record names the package: a Go module, a crate. */
  readonly package: string;
  /** The import path within it (Go). */
  readonly path?: string;
  /** `Type.Method`, `function`, `crate::path::function`. Empty: all of the path. */
  readonly names: readonly string[];
}
