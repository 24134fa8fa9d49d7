import { keysVersion } from '#ground/packages';

/**
 * A segment: one file of the index, written once and never changed. All numbers are little-endian; `texts` and LEB128 numbers as bytes.ts writes
 * them.
 *
 * ```
 * 0   8  magic
 * 8   4  version of the format
 * 12  4  version of the orders in which versions stand
 * 16  4  how many sections
 * 20     per section, 16 bytes: id, offset, length, CRC-32 (0 for `details`, whose chunks have their own)
 *     4  CRC-32 of all before
 * ```
 *
 * Opening reads the header and the slots; other sections are read when they are first needed.
 */
export const magic = 'SELVADVI';

export const formatVersion = 1;

/** Tables are sorted by #ground/packages' orders: when these change, what was written by others cannot be searched. */
export const ordersVersion = keysVersion;

export const sectionIds = {
  /** JSON: SegmentMeta. */
  meta: 1,
  /** Open addressing, a power of two, pairs of u32: hash of a key, offset in `tables` + 1 (0: free). */
  slots: 2,
  /** What stands at a slot's offset: package tables, or facts. */
  tables: 3,
  /** Records' heads, one behind the other. */
  heads: 4,
  /** u32 per record: where its head begins. */
  headOffsets: 5,
  /** Pairs of u32, by hash: hash of an id or alias, record. */
  identifiers: 6,
  /** Ids whose records in older segments of the source are void. */
  removed: 7,
  /** u32 × 3 per chunk: offset in `details`, length, CRC-32. */
  chunks: 8,
  /** Raw deflate, each chunk up to about 64 KiB of JSON. */
  details: 9,
  /** Overlays by CVE: pairs of u32, by CVE: cveNumber, value. */
  numbers: 10,
} as const;

export type SectionName = keyof typeof sectionIds;

export const sectionNames = Object.keys(sectionIds) as readonly SectionName[];

export interface SegmentMeta {
  readonly source: string;
  readonly kind: SourceKind;
  /** Types of package URLs that it speaks of. */
  readonly types: readonly string[];
  /** Releases of distributions that it speaks of: `deb/debian 12`. */
  readonly releases?: readonly string[];
  readonly records: number;
  readonly removed: number;
}

/**
 * - `advisories`: OSV records;
 * - `exploited`: CVEs that are known to be exploited;
 * - `epss`: how likely CVEs are to be exploited;
 * - `facts`: what else is known of packages: ends of life, deprecations.
 */
export type SourceKind = 'advisories' | 'exploited' | 'epss' | 'facts';

export const sourceKinds: readonly SourceKind[] = ['advisories', 'exploited', 'epss', 'facts'];
