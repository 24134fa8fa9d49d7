import type { ByteReader, ByteWriter } from './bytes.ts';
import { type Intervals, intervalsOfRange, moved, union } from './intervals.ts';
import type { AffectedPackage, VersionRange } from './record.ts';
import { lineOf, orderFor, type TableOrder, type VersionLine } from './version-line.ts';

/** What one segment knows of one package: its versions on a line, and which of them each advisory is about. */
export interface PackageTable {
  readonly key: string;
  /** Of its package URL. */
  readonly type: string;
  readonly order: TableOrder;
  readonly line: VersionLine;
  readonly entries: readonly TableEntry[];
}

/** One advisory's statement about the package. */
export interface TableEntry {
  /** Its number in the segment. */
  readonly advisory: number;
  /** Of a distribution; absent: all. */
  readonly release?: string;
  /** Something in it could not be understood: a version that is not affected by what could is unknown. */
  readonly incomplete: boolean;
  readonly affected: Intervals;
  /** Part of `affected` comes from ranges, so that a version that cannot be ordered may be affected. */
  readonly ranged: boolean;
  /** A range says that all versions are affected, also those that cannot be ordered. */
  readonly everything: boolean;
  /** Affected versions that cannot be ordered: positions in `line.odd`. */
  readonly odd: readonly number[];
  /** Versions that fix it: positions in `line.strings`, rising. */
  readonly fixed: readonly number[];
}

/** What a table is made of: statements as a record makes them, and those of older tables. */
export interface TableParts {
  readonly key: string;
  readonly type: string;
  readonly order: TableOrder;
  readonly stated: readonly Stated[];
  readonly tables: readonly {
    readonly table: PackageTable;
    readonly numberOf: (advisory: number) => number | undefined;
  }[];
}

export interface Stated {
  readonly advisory: number;
  readonly release: string | undefined;
  readonly affected: Pick<AffectedPackage, 'ranges' | 'versions' | 'incomplete'>;
}

/** Undefined when nothing is left to say. */
export function tableOf({ key, type, order, stated, tables }: TableParts): PackageTable | undefined {
  const versions = new Set<string>();
  for (const { affected } of stated) {
    for (const version of affected.versions) versions.add(version);
    for (const range of affected.ranges)
      for (const event of range.events) if (!isMark(event)) versions.add(event.version);
  }
  for (const { table } of tables) {
    for (const version of table.line.strings) versions.add(version);
    for (const version of table.line.odd) versions.add(version);
  }
  const line = lineOf(versions, orderFor(type, order));
  const places = new Map(line.strings.map((version, index) => [version, index]));
  const oddPlaces = new Map(line.odd.map((version, index) => [version, index]));
  const entries: TableEntry[] = stated.map((one) => entryOf(one, line, places, oddPlaces));
  for (const { table, numberOf } of tables) entries.push(...movedEntries(table, numberOf, line, places, oddPlaces));
  if (entries.length === 0) return undefined;
  entries.sort((a, b) => a.advisory - b.advisory);
  return { key, type, order, line, entries };
}

/** `0` of `introduced` and `*` of `limit` are no versions. */
function isMark({ at, version }: { readonly at: string; readonly version: string }): boolean {
  return (at === 'introduced' && version === '0') || (at === 'limit' && version.includes('*'));
}

type Places = ReadonlyMap<string, number>;

function entryOf(
  { advisory, release, affected }: Stated,
  line: VersionLine,
  places: Places,
  oddPlaces: Places,
): TableEntry {
  const positionOf = (version: string): number | undefined => {
    const place = places.get(version);
    return place === undefined ? undefined : 2 * (line.versionOf[place] as number) + 1;
  };
  let incomplete = affected.incomplete;
  const lists: number[][] = [];
  const odd: number[] = [];
  const fixed = new Set<number>();
  for (const range of affected.ranges) {
    const intervals = intervalsOfRange(range.events, positionOf, 2 * line.count);
    if (intervals === undefined) incomplete = true;
    else lists.push(intervals);
    for (const { at, version } of range.events) {
      const place = at === 'fixed' ? places.get(version) : undefined;
      if (place !== undefined) fixed.add(place);
    }
  }
  for (const version of affected.versions) {
    const position = positionOf(version);
    if (position === undefined) odd.push(oddPlaces.get(version) as number);
    else lists.push([position, position]);
  }
  return {
    advisory,
    ...(release === undefined ? {} : { release }),
    incomplete,
    affected: union(lists),
    ranged: affected.ranges.length > 0,
    everything: affected.ranges.some(
      ({ events }) => events.some(({ at }) => at === 'introduced') && events.every(isMark),
    ),
    odd: [...new Set(odd)].sort((a, b) => a - b),
    fixed: [...fixed].sort((a, b) => a - b),
  };
}

function movedEntries(
  table: PackageTable,
  numberOf: (advisory: number) => number | undefined,
  line: VersionLine,
  places: Places,
  oddPlaces: Places,
): TableEntry[] {
  const versions: number[] = [];
  for (const [index, version] of table.line.strings.entries())
    versions[table.line.versionOf[index] as number] ??= line.versionOf[places.get(version) as number] as number;
  const found: TableEntry[] = [];
  for (const entry of table.entries) {
    const advisory = numberOf(entry.advisory);
    if (advisory === undefined) continue;
    found.push({
      ...entry,
      advisory,
      affected: moved(entry.affected, versions, 2 * line.count),
      odd: entry.odd.map((index) => oddPlaces.get(table.line.odd[index] as string) as number).sort((a, b) => a - b),
      fixed: entry.fixed
        .map((index) => places.get(table.line.strings[index] as string) as number)
        .sort((a, b) => a - b),
    });
  }
  return found;
}

/** Ranges in words: `>= 1.0, < 1.2.3 · = 2.0`; the first ten. */
export function inWords(line: VersionLine, intervals: Intervals): string {
  const textOf = (version: number): string => line.strings[line.versionOf.indexOf(version)] ?? '?';
  const parts: string[] = [];
  for (let index = 0; index < intervals.length && parts.length < 10; index += 2) {
    const start = intervals[index] as number;
    const end = intervals[index + 1] as number;
    if (start === end && start % 2 === 1) {
      parts.push(`= ${textOf((start - 1) / 2)}`);
      continue;
    }
    const bounds: string[] = [];
    if (start > 0) bounds.push(start % 2 === 1 ? `>= ${textOf((start - 1) / 2)}` : `> ${textOf(start / 2 - 1)}`);
    if (end < 2 * line.count) bounds.push(end % 2 === 1 ? `<= ${textOf((end - 1) / 2)}` : `< ${textOf(end / 2)}`);
    parts.push(bounds.length === 0 ? 'all versions' : bounds.join(', '));
  }
  if (intervals.length > 20) parts.push('…');
  return parts.join(' · ');
}

/** Ranges of type SEMVER in an ecosystem with another order are told apart from the rest. */
export function splitByOrder(
  affected: AffectedPackage,
  ownIsSemver: boolean,
): { readonly order: TableOrder; readonly affected: Stated['affected'] }[] {
  const { ranges, versions, incomplete } = affected;
  const isForeign = ({ type }: VersionRange): boolean => !ownIsSemver && type === 'SEMVER';
  const foreign = ranges.filter(isForeign);
  if (foreign.length === 0) return [{ order: 'own', affected: { ranges, versions, incomplete } }];
  const own = ranges.filter((range) => !isForeign(range));
  return [
    ...(own.length > 0 || versions.length > 0 || incomplete
      ? [{ order: 'own' as const, affected: { ranges: own, versions, incomplete } }]
      : []),
    { order: 'semver', affected: { ranges: foreign, versions: [], incomplete: false } },
  ];
}

export function writeTable(writer: ByteWriter, { key, type, order, line, entries }: PackageTable): void {
  writer.text(key);
  writer.text(type);
  writer.number(order === 'own' ? 0 : 1);
  writeTexts(writer, line.strings);
  let before = -1;
  for (const version of line.versionOf) {
    writer.number(version === before ? 0 : 1);
    before = version;
  }
  writeTexts(writer, line.odd);
  const releases = [...new Set(entries.map(({ release }) => release).filter((release) => release !== undefined))];
  writeTexts(writer, releases);
  writer.number(entries.length);
  let last = 0;
  for (const entry of entries) {
    writer.number(entry.advisory - last);
    last = entry.advisory;
    writer.number(
      (entry.incomplete ? 1 : 0) |
        (entry.odd.length > 0 ? 2 : 0) |
        (entry.fixed.length > 0 ? 4 : 0) |
        (entry.release === undefined ? 0 : 8) |
        (entry.ranged ? 16 : 0) |
        (entry.everything ? 32 : 0),
    );
    if (entry.release !== undefined) writer.number(releases.indexOf(entry.release));
    writeRising(writer, entry.affected);
    if (entry.odd.length > 0) writeRising(writer, entry.odd);
    if (entry.fixed.length > 0) writeRising(writer, entry.fixed);
  }
}

/** Throws AdvisoryIndexError `corrupt`. */
export function readTable(reader: ByteReader): PackageTable {
  const key = reader.text();
  const type = reader.text();
  const order = reader.number() === 0 ? 'own' : 'semver';
  const strings = readTexts(reader);
  const versionOf: number[] = [];
  let count = 0;
  for (let index = 0; index < strings.length; index++) {
    if (reader.number() !== 0 || index === 0) count++;
    versionOf.push(count - 1);
  }
  const odd = readTexts(reader);
  const releases = readTexts(reader);
  const entries: TableEntry[] = [];
  let advisory = 0;
  for (let left = reader.count(); left > 0; left--) {
    advisory += reader.number();
    const flags = reader.number();
    const release = (flags & 8) === 0 ? undefined : releases[reader.number()];
    const affected = readRising(reader, 2 * count + 1);
    if (affected.length % 2 === 1) reader.corrupt('an interval has no end');
    entries.push({
      advisory,
      ...(release === undefined ? {} : { release }),
      incomplete: (flags & 1) !== 0,
      affected,
      ranged: (flags & 16) !== 0,
      everything: (flags & 32) !== 0,
      odd: (flags & 2) === 0 ? [] : readRising(reader, odd.length),
      fixed: (flags & 4) === 0 ? [] : readRising(reader, strings.length),
    });
  }
  return { key, type, order, line: { strings, versionOf, count, odd }, entries };
}

export function writeTexts(writer: ByteWriter, texts: readonly string[]): void {
  writer.number(texts.length);
  for (const text of texts) writer.text(text);
}

export function readTexts(reader: ByteReader): string[] {
  const texts: string[] = [];
  for (let left = reader.count(); left > 0; left--) texts.push(reader.text());
  return texts;
}

function writeRising(writer: ByteWriter, numbers: readonly number[]): void {
  writer.number(numbers.length);
  let last = 0;
  for (const number of numbers) {
    writer.number(number - last);
    last = number;
  }
}

function readRising(reader: ByteReader, below: number): number[] {
  const numbers: number[] = [];
  let last = 0;
  for (let left = reader.count(); left > 0; left--) {
    last += reader.number();
    if (last >= below) reader.corrupt('a number points behind its list');
    numbers.push(last);
  }
  return numbers;
}
