import type { VersionOrder } from '#ground/packages';
import { holds, type Intervals } from './intervals.ts';
import type { UnknownReason } from './match.ts';
import { inWords, type PackageTable, type TableEntry } from './package-table.ts';
import { orderFor, positionOn } from './version-line.ts';

/** What one record says of a version. */
export type Verdict = 'affected' | 'unaffected' | 'unknown';

/** A table, ready to be asked. */
export interface LoadedTable {
  readonly table: PackageTable;
  readonly order: VersionOrder | undefined;
  /** Position on the line of each text. */
  readonly positions: ReadonlyMap<string, number>;
  readonly odd: ReadonlyMap<string, number>;
  readonly keyAt: (index: number) => string;
}

export function loaded(table: PackageTable): LoadedTable {
  const positions = new Map<string, number>();
  const { strings, versionOf, odd } = table.line;
  for (let index = 0; index < strings.length; index++)
    positions.set(strings[index] as string, 2 * (versionOf[index] as number) + 1);
  const order = orderFor(table.type, table.order);
  const keys: string[] = [];
  return {
    table,
    order,
    positions,
    odd: new Map(odd.map((version, index) => [version, index])),
    keyAt: (index) => (keys[index] ??= order?.key(strings[index] as string) ?? ''),
  };
}

/** What one entry of one table says. */
export interface Statement {
  readonly table: number;
  readonly entry: TableEntry;
}

/** Where a version stands in one table. */
export interface Spot {
  readonly named: boolean;
  /** Undefined: it cannot be ordered. */
  readonly position: number | undefined;
  readonly odd: number | undefined;
}

export function spotOf({ table, order, positions, odd, keyAt }: LoadedTable, version: string | undefined): Spot {
  if (version === undefined) return { named: false, position: undefined, odd: undefined };
  let position = positions.get(version);
  if (position === undefined && order?.isValid(version) === true)
    position = positionOn(table.line, order.key(version), keyAt);
  return { named: true, position, odd: odd.get(version) };
}

export function saidBy(statements: readonly Statement[], spots: readonly Spot[], release: string | undefined): Verdict {
  let verdict: Verdict = 'unaffected';
  for (const { table, entry } of statements) {
    const said = judged(entry, spots[table] as Spot);
    if (said === 'unaffected') continue;
    if (said === 'affected' && (entry.release === undefined || release !== undefined)) return said;
    verdict = 'unknown';
  }
  return verdict;
}

function judged(entry: TableEntry, spot: Spot): Verdict {
  const { affected } = entry;
  if (entry.everything) return 'affected';
  if (spot.position !== undefined)
    return holds(affected, spot.position) ? 'affected' : entry.incomplete ? 'unknown' : 'unaffected';
  if (!spot.named) return affected.length > 0 || entry.odd.length > 0 || entry.incomplete ? 'unknown' : 'unaffected';
  if (spot.odd !== undefined && entry.odd.includes(spot.odd)) return 'affected';
  return entry.ranged || entry.incomplete ? 'unknown' : 'unaffected';
}

export function reasonOf(
  statements: readonly Statement[],
  spots: readonly Spot[],
  tables: readonly LoadedTable[],
  release: string | undefined,
): UnknownReason {
  for (const { table, entry } of statements) {
    const spot = spots[table] as Spot;
    const { order } = tables[table] as LoadedTable;
    if (!spot.named) return 'no-version';
    const said = judged(entry, spot);
    if (said === 'affected' && entry.release !== undefined && release === undefined) return 'no-release';
    if (said !== 'unknown') continue;
    if (order === undefined) return 'no-order';
    if (spot.position === undefined) return 'odd-version';
  }
  return 'odd-range';
}

export function wordsOf({ table }: LoadedTable, entry: TableEntry): string {
  const affected: Intervals = entry.affected;
  const words = [inWords(table.line, affected), ...entry.odd.slice(0, 10).map((index) => `= ${table.line.odd[index]}`)];
  return words.filter((part) => part !== '').join(' · ');
}

/** Places that are alike for all that is said. */
export function nameOf({ named, position, odd }: Spot): number | string {
  return position ?? (odd === undefined ? (named ? 'odd' : 'none') : `odd ${odd}`);
}
