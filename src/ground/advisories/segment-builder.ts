import { hash } from 'node:crypto';
import { ByteWriter, hashOf } from './bytes.ts';
import { keyOfOsv, kindOfKey } from './package-key.ts';
import { type PackageTable, splitByOrder, type Stated, tableOf, writeTable, writeTexts } from './package-table.ts';
import type { AdvisoryRecord, AffectedPackage } from './record.ts';
import { type RecordHead, writeHead } from './record-head.ts';
import { assembled, ChunkedTexts, KeyedSection, littleEndian, type NewSegment } from './segment-writer.ts';
import type { Segment } from './segment.ts';
import { isSemver, isTagged, type TableOrder, withoutPrefix } from './version-line.ts';

/** Of the record as it is kept, whatever else its source wrote: tells whether it changed. */
export function digestOfRecord(record: AdvisoryRecord): string {
  return hash('sha256', JSON.stringify(record), 'hex').slice(0, 16);
}

/** Collects records, and those of older segments, and makes a segment of them. */
export class SegmentBuilder {
  private readonly source: string;
  private readonly heads: RecordHead[] = [];
  private readonly details = new ChunkedTexts();
  private readonly packages = new Map<string, PendingPackage>();
  private readonly removed = new Set<string>();
  private readonly numbers = new Map<string, number>();
  /** Records of which a later version came. */
  private readonly void = new Set<number>();

  constructor(source: string) {
    this.source = source;
  }

  /**
   * `digest`: digestOfRecord. Ecosystems that no package URL can name keep their record, without packages. Of two records with one id, the one
   * that was modified later counts.
   */
  add(record: AdvisoryRecord, digest: string): void {
    const before = this.numbers.get(record.id);
    if (before !== undefined) {
      if ((this.heads[before] as RecordHead).modified >= record.modified) return;
      this.void.add(before);
    }
    const number = this.heads.length;
    this.numbers.set(record.id, number);
    this.heads.push({
      id: record.id,
      aliases: record.aliases,
      kind: record.kind,
      withdrawn: record.withdrawn,
      modified: record.modified,
      published: record.published,
      digest,
      detail: this.details.add(Buffer.from(JSON.stringify(record.detail))),
    });
    for (const affected of record.affected) {
      const key = keyOfOsv(affected.ecosystem, affected.name);
      if (key === undefined) continue;
      const comparable = isTagged(key.type) ? withoutPrefixes(affected) : affected;
      for (const { order, affected: part } of splitByOrder(comparable, isSemver(key.type)))
        this.pending(key.key, key.type, order).stated.push({ advisory: number, release: key.release, affected: part });
    }
  }

  /** Takes back a record that is no newer than `modified`: what is known already counts. */
  discard(id: string, modified: number): void {
    const number = this.numbers.get(id);
    if (number === undefined || (this.heads[number] as RecordHead).modified > modified) return;
    this.void.add(number);
    this.numbers.delete(id);
  }

  /** Of the records that were added. */
  ids(): string[] {
    return [...this.numbers.keys()];
  }

  /** The records of older segments of this source with this id are void. */
  remove(id: string): void {
    this.removed.add(id);
  }

  /** Takes over the records of a segment that `keep` wants. */
  addSegment(segment: Segment, keep: (number: number) => boolean): void {
    const numbers = new Map<number, number>();
    for (let number = 0; number < segment.records; number++) {
      if (!keep(number)) continue;
      numbers.set(number, this.heads.length);
      this.heads.push({ ...segment.head(number), detail: this.details.add(segment.detailBytes(number)) });
    }
    for (const table of segment.tables())
      this.pending(table.key, table.type, table.order).tables.push({
        table,
        numberOf: (number) => numbers.get(number),
      });
  }

  finish(): NewSegment {
    const keyed = new KeyedSection();
    const types = new Set<string>();
    const releases = new Set<string>();
    for (const id of [...this.packages.keys()].sort()) {
      const parts = this.packages.get(id) as PendingPackage;
      const stated = parts.stated.filter(({ advisory }) => !this.void.has(advisory));
      const table: PackageTable | undefined = tableOf({ ...parts, stated });
      if (table === undefined) continue;
      types.add(table.type);
      for (const { release } of table.entries)
        if (release !== undefined) releases.add(`${kindOfKey(table)} ${release}`);
      keyed.add(table.key, (writer) => writeTable(writer, table));
    }
    const removed = new ByteWriter();
    writeTexts(removed, [...this.removed].sort());
    const meta = {
      source: this.source,
      kind: 'advisories' as const,
      types: [...types].sort(),
      ...(releases.size > 0 && { releases: [...releases].sort() }),
      records: this.heads.length - this.void.size,
      removed: this.removed.size,
    };
    return assembled(
      meta,
      new Map([...keyed.finish(), ...this.headSections(), ['removed', removed.view()], ...this.details.finish()]),
    );
  }

  private headSections(): Map<'heads' | 'headOffsets' | 'identifiers', Uint8Array> {
    const heads = new ByteWriter();
    const offsets = new Uint32Array(this.heads.length);
    const identifiers: (readonly [number, number])[] = [];
    for (const [number, head] of this.heads.entries()) {
      offsets[number] = heads.length;
      if (this.void.has(number)) {
        writeHead(heads, { ...head, id: '', aliases: [], withdrawn: true });
        continue;
      }
      writeHead(heads, head);
      for (const id of [head.id, ...head.aliases]) identifiers.push([hashOf(id), number]);
    }
    identifiers.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return new Map([
      ['heads', heads.view()],
      ['headOffsets', littleEndian(offsets)],
      ['identifiers', littleEndian(Uint32Array.from(identifiers.flat()))],
    ]);
  }

  private pending(key: string, type: string, order: TableOrder): PendingPackage {
    const id = `${key}\n${order}`;
    const known = this.packages.get(id);
    if (known !== undefined) return known;
    const fresh: PendingPackage = { key, type, order, stated: [], tables: [] };
    this.packages.set(id, fresh);
    return fresh;
  }
}

function withoutPrefixes(affected: AffectedPackage): AffectedPackage {
  return {
    ...affected,
    versions: affected.versions.map(withoutPrefix),
    ranges: affected.ranges.map(({ type, events }) => ({
      type,
      events: events.map(({ at, version }) => ({ at, version: withoutPrefix(version) })),
    })),
  };
}

interface PendingPackage {
  readonly key: string;
  readonly type: string;
  readonly order: TableOrder;
  readonly stated: Stated[];
  readonly tables: { readonly table: PackageTable; readonly numberOf: (advisory: number) => number | undefined }[];
}
