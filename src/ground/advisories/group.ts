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
export interface Group {
  readonly advisory: number;
  readonly id: string;
  readonly kind: AdvisoryKind;
  readonly members: readonly Member[];
  /** All that it says, where it is one statement that leaves nothing open. */
  readonly plain: Intervals | undefined;
  /** Found when first needed. */
  fixes?: readonly Fix[];
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

/** Records that share an id or alias, also through others, are one advisory (OSV schema, “aliases”). */
export function grouped(
  members: readonly Member[],
  release: string | undefined,
  groupOf: (refs: readonly number[]) => number,
): Group[] {
  const leader = new Map<string, number>();
  const parents = members.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = index; at !== root;) [at, parents[at]] = [parents[at] as number, root];
    return root;
  };
  for (const [index, { head }] of members.entries()) {
    for (const id of [head.id, ...head.aliases]) {
      const other = leader.get(id);
      if (other === undefined) leader.set(id, index);
      else parents[rootOf(index)] = rootOf(other);
    }
  }
  const byRoot = new Map<number, Member[]>();
  for (const [index, member] of members.entries()) {
    const root = rootOf(index);
    const group = byRoot.get(root);
    if (group === undefined) byRoot.set(root, [member]);
    else group.push(member);
  }
  return [...byRoot.values()].map((group) => ({
    advisory: groupOf(group.map(({ ref }) => ref)),
    id: primaryId(group.flatMap(({ head }) => [head.id, ...head.aliases])),
    kind: kindOf(group.map(({ head }) => head.kind)),
    members: group,
    plain: plainOf(group, release),
    matches: new Map(),
  }));
}

function plainOf(members: readonly Member[], release: string | undefined): Intervals | undefined {
  const statements = members.flatMap((member) => member.statements);
  const entry = statements.length === 1 ? statements[0]?.entry : undefined;
  if (entry === undefined || entry.incomplete || entry.everything) return undefined;
  return entry.release !== undefined && release === undefined ? undefined : entry.affected;
}

/**
 * The id that an advisory is called by: of all its ids and aliases, GitHub's, else a CVE's, else its own database's. Which records are there does
 * not change it, as long as they name each other; GitHub gives its ids at publication, CVE ids often come later.
 */
export function primaryId(ids: readonly string[]): string {
  return [...ids].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0))[0] as string;
}

function rankOf(id: string): number {
  return id.startsWith('GHSA-') ? 0 : id.startsWith('CVE-') ? 1 : id.startsWith('VCID-') ? 3 : 2;
}

/** The worst that any record says. */
export function kindOf(kinds: readonly AdvisoryKind[]): AdvisoryKind {
  for (const kind of ['malicious', 'vulnerability', 'unmaintained'] as const) if (kinds.includes(kind)) return kind;
  return 'notice';
}
