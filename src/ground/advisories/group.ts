import { type Identity, identities } from './identity.ts';
import type { Intervals } from './intervals.ts';
import type { Match } from './match.ts';
import type { PackageTable } from './package-table.ts';
import type { RecordHead } from './record-head.ts';
import type { AdvisoryKind } from './record.ts';
import type { LoadedTable, Statement } from './verdict.ts';

/** A table of a segment, and the record of that segment that each entry is about. */
export interface ViewTable {
  readonly table: PackageTable;
  readonly source: string;
  /** Undefined for records that are void, withdrawn or replaced. */
  readonly recordOf: (advisory: number) => ViewRecord | undefined;
}

export interface ViewRecord {
  /** The same for the same record in all tables. */
  readonly ref: number;
  readonly head: RecordHead;
}

/** A record, and all that it says of one package. */
export interface Member {
  readonly ref: number;
  readonly source: string;
  readonly head: RecordHead;
  readonly statements: Statement[];
}

/** Records that are one advisory. */
export interface Group extends Identity<Member> {
  /** All that it says, where it is one statement that leaves nothing open. */
  readonly plain: Intervals | undefined;
  /** Of the members that say something together, by their places; found when first needed. */
  readonly fixes: Map<string, readonly Fix[]>;
  readonly matches: Map<string | number, Match>;
}

/** A version that fixes something, and where it stands. */
export interface Fix {
  readonly version: string;
  readonly table: number;
  readonly position: number;
}

export function membersOf(
  tables: readonly ViewTable[],
  known: readonly LoadedTable[],
  release: string | undefined,
): Member[] {
  const members = new Map<number, Member>();
  for (const [table, { source, recordOf }] of tables.entries()) {
    for (const entry of known[table]?.table.entries ?? []) {
      if (entry.release !== undefined && release !== undefined && entry.release !== release) continue;
      const record = recordOf(entry.advisory);
      if (record === undefined) continue;
      const member = members.get(record.ref) ?? { ref: record.ref, source, head: record.head, statements: [] };
      member.statements.push({ table, entry });
      members.set(record.ref, member);
    }
  }
  return [...members.values()];
}

export function grouped(members: readonly Member[], release: string | undefined): Group[] {
  return identities(members, ({ head }) => head).map((identity) => ({
    ...identity,
    plain: plainOf(identity.members, release),
    fixes: new Map(),
    matches: new Map(),
  }));
}

function plainOf(members: readonly Member[], release: string | undefined): Intervals | undefined {
  const statements = members.flatMap((member) => member.statements);
  const entry = statements.length === 1 ? statements[0]?.entry : undefined;
  if (entry === undefined || entry.incomplete || entry.everything) return undefined;
  return entry.release !== undefined && release === undefined ? undefined : entry.affected;
}

/** The worst that any record says. */
export function kindOf(kinds: readonly AdvisoryKind[]): AdvisoryKind {
  for (const kind of ['malicious', 'vulnerability', 'unmaintained'] as const) if (kinds.includes(kind)) return kind;
  return 'notice';
}
