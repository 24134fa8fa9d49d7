import { ByteReader, ByteWriter } from './bytes.ts';
import { assembled, ChunkedTexts, KeyedSection, littleEndian, type NewSegment } from './segment-writer.ts';
import type { Segment } from './segment.ts';

/** What KEV says of a CVE. Dates as `2024-05-01`. */
export interface Exploited {
  readonly cve: string;
  readonly addedAt?: string;
  /** Until when federal agencies must have acted. */
  readonly dueAt?: string;
  readonly ransomware?: boolean;
  readonly name?: string;
  /** What is to be done, in the catalogue’s words. */
  readonly action?: string;
}

/** What EPSS says of a CVE: both from 0 to 1. */
export interface Epss {
  readonly cve: string;
  /** How likely it is to be exploited in the next 30 days. */
  readonly score: number;
  readonly percentile: number;
}

/** Something else that is known of a package. */
export interface Fact {
  /** `end-of-life`, `deprecated`, and what else sources bring. */
  readonly kind: string;
  /** Of the package as a whole without it; else which versions: a constraint as its ecosystem writes them, or a release cycle. */
  readonly versions?: string;
  /** Milliseconds since 1970: from when on it holds. */
  readonly since?: number;
  readonly text: string;
  readonly url?: string;
}

/** A fact and whose it is: the canonical package URL, without version and qualifiers. */
export interface FactRecord {
  readonly package: string;
  readonly fact: Fact;
}

/** Where a CVE stands in an overlay; undefined for what is no CVE id. Years 1990 to 2117, numbers up to eight digits but below 2^24. */
export function cveNumber(cve: string): number | undefined {
  const match = /^CVE-(\d{4})-(\d{4,8})$/i.exec(cve);
  if (match === null) return undefined;
  const year = Number(match[1]) - 1990;
  const number = Number(match[2]);
  return year < 0 || year > 127 || number >= 2 ** 24 ? undefined : year * 2 ** 24 + number;
}

export function epssSegment(source: string, scores: Iterable<Epss>): NewSegment {
  const values = new Map<number, number>();
  for (const { cve, score, percentile } of scores) {
    const number = cveNumber(cve);
    // EPSS is published with five decimals: 17 bits, and 14 for four decimals of the percentile.
    if (number !== undefined)
      values.set(number, Math.round(clamp(score) * 100_000) * 2 ** 14 + Math.round(clamp(percentile) * 10_000));
  }
  return assembled(
    { source, kind: 'epss', types: [], records: values.size, removed: 0 },
    new Map([['numbers', sortedPairs(values)]]),
  );
}

export function epssIn(segment: Segment, cve: string): Epss | undefined {
  const number = cveNumber(cve);
  const value = number === undefined ? undefined : segment.valueOf(number);
  return value === undefined
    ? undefined
    : { cve, score: Math.floor(value / 2 ** 14) / 100_000, percentile: (value % 2 ** 14) / 10_000 };
}

export function exploitedSegment(source: string, entries: Iterable<Exploited>): NewSegment {
  const values = new Map<number, number>();
  const records: Uint8Array[] = [];
  for (const entry of entries) {
    const number = cveNumber(entry.cve);
    if (number === undefined) continue;
    values.set(number, records.length);
    records.push(Buffer.from(JSON.stringify(entry)));
  }
  const texts = new ChunkedTexts();
  const heads = new ByteWriter();
  const offsets = new Uint32Array(records.length);
  for (const [index, record] of records.entries()) {
    offsets[index] = heads.length;
    const place = texts.add(record);
    for (const part of [place.chunk, place.offset, place.length]) heads.number(part);
  }
  return assembled(
    { source, kind: 'exploited', types: [], records: values.size, removed: 0 },
    new Map([
      ['numbers', sortedPairs(values)],
      ['heads', heads.view()],
      ['headOffsets', littleEndian(offsets)],
      ...texts.finish(),
    ]),
  );
}

export function exploitedIn(segment: Segment, cve: string): Exploited | undefined {
  const number = cveNumber(cve);
  const record = number === undefined ? undefined : segment.valueOf(number);
  return record === undefined ? undefined : (segment.textAt(record) as Exploited);
}

/** `keyOf`: the key of a package URL; undefined leaves the fact out. */
export function factsSegment(
  source: string,
  facts: Iterable<FactRecord>,
  keyOf: (purl: string) => string | undefined,
): NewSegment {
  const byKey = new Map<string, Fact[]>();
  let records = 0;
  for (const { package: purl, fact } of facts) {
    const key = keyOf(purl);
    if (key === undefined) continue;
    records++;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [fact]);
    else known.push(fact);
  }
  const keyed = new KeyedSection();
  for (const key of [...byKey.keys()].sort()) {
    keyed.add(key, (writer) => {
      writer.text(key);
      writer.text(JSON.stringify(byKey.get(key)));
    });
  }
  const types = [...new Set([...byKey.keys()].map((key) => key.slice(0, key.indexOf('/'))))].sort();
  return assembled({ source, kind: 'facts', types, records, removed: 0 }, keyed.finish());
}

export function factsIn(segment: Segment, key: string): Fact[] {
  return segment.found(key, readFacts).flat();
}

function readFacts(reader: ByteReader): Fact[] {
  reader.text();
  try {
    return JSON.parse(reader.text()) as Fact[];
  } catch {
    return reader.corrupt('facts are no JSON');
  }
}

function sortedPairs(values: ReadonlyMap<number, number>): Uint8Array {
  return littleEndian(Uint32Array.from([...values].sort((a, b) => a[0] - b[0]).flat()));
}

function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
