import type { VersionOrder } from '#ground/packages';
import { holds, type Intervals } from './intervals.ts';
import { inWords, type PackageTable, type TableEntry } from './package-table.ts';
import type { RecordHead } from './record-head.ts';
import type { AdvisoryKind } from './record.ts';
import { orderFor, positionOn } from './version-line.ts';

/** One advisory about a package at a version, whatever number of sources and ids it has. */
export interface Match {
  /** For Advisories.detail of the index that gave it, and for as long as that is open. */
  readonly advisory: number;
  /** The id that it is called by, the same whichever sources there are: see primaryId. */
  readonly id: string;
  readonly kind: AdvisoryKind;
  /** `unknown`: it could be affected, and nobody can tell. */
  readonly verdict: 'affected' | 'unknown';
  /** Why it is unknown. */
  readonly reason?: UnknownReason;
  /** Versions above this one that no source says are affected, the nearest first. */
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

export const nothing: readonly Match[] = Object.freeze([]);

const mostAnswers = 2000;

/**
 * All that all sources say of one package. What it answers depends on where a version stands, not on its text, so that it remembers no more
 * answers than the package has positions.
 */
export class PackageView {
  private readonly tables: readonly LoadedTable[];
  private readonly groups: readonly Group[];
  private readonly results = new Map<number | string, readonly Match[]>();
  /** The table, where there is one alone. */
  private readonly only: LoadedTable | undefined;
  private readonly byPosition: (readonly Match[] | undefined)[];
  private readonly answers = new Map<string, readonly Match[]>();
  private readonly release: string | undefined;

  /** `groupOf` gives a number to records that belong together. */
  constructor(tables: readonly ViewTable[], release: string | undefined, groupOf: (refs: readonly number[]) => number) {
    this.release = release;
    this.tables = tables.map(({ table }) => loaded(table));
    this.groups = grouped(membersOf(tables, this.tables, release), release, groupOf);
    this.only = this.tables.length === 1 ? this.tables[0] : undefined;
    // Of its full length from the beginning: a growing array with gaps becomes a slow one.
    this.byPosition = Array.from({ length: 2 * (this.only?.table.line.count ?? 0) + 1 });
  }

  /** `version`: decoded; undefined when there is none. */
  match(version: string | undefined): readonly Match[] {
    if (this.groups.length === 0) return nothing;
    // Nearly all packages have one table, and most versions that are asked about stand in it.
    const position = version === undefined ? undefined : this.only?.positions.get(version);
    if (position !== undefined) return (this.byPosition[position] ??= this.answer(version));
    if (version === undefined) return this.answer(version);
    const known = this.answers.get(version);
    if (known !== undefined) return known;
    const found = this.answer(version);
    // Versions that nobody names are as many as anybody likes.
    if (this.answers.size >= mostAnswers) this.answers.clear();
    this.answers.set(version, found);
    return found;
  }

  private answer(version: string | undefined): readonly Match[] {
    const spots = this.tables.map((table) => spotOf(table, version));
    const place = spots.length === 1 ? nameOf(spots[0] as Spot) : spots.map(nameOf).join(' ');
    const known = this.results.get(place);
    if (known !== undefined) return known;
    const position = typeof place === 'number' ? place : undefined;
    const found: Match[] = [];
    for (const group of this.groups) {
      const isPlain = position !== undefined && group.plain !== undefined;
      if (isPlain && !holds(group.plain, position)) continue;
      const match = (isPlain ? plainMatch(group, position) : undefined) ?? this.matchOf(group, spots);
      if (match !== undefined) found.push(match);
    }
    const result = found.length === 0 ? nothing : found;
    this.results.set(place, result);
    return result;
  }

  /** The same match for all versions of which the same is said and that have the same fixes. */
  private matchOf(group: Group, spots: readonly Spot[]): Match | undefined {
    const said = group.members.map(({ statements }) => saidBy(statements, spots, this.release));
    const verdict = said.includes('affected') ? 'affected' : said.includes('unknown') ? 'unknown' : undefined;
    if (verdict === undefined) return undefined;
    const saying = group.members.filter((_, index) => said[index] === verdict);
    const reason = verdict === 'unknown' ? reasonOf(saying, spots, this.tables, this.release) : undefined;
    group.fixes ??= this.fixesOf(group);
    const passed = group.fixes.findIndex(({ table, position }) => position > (spots[table]?.position ?? -1));
    const left = passed === -1 ? group.fixes.length : passed;
    const name = said.length === 1 && reason === undefined ? left : `${said.join(' ')} ${reason} ${left}`;
    const known = group.matches.get(name);
    if (known !== undefined) return known;
    const fixed = group.fixes.slice(left).map(({ version }) => version);
    const match: Match = {
      advisory: group.advisory,
      id: group.id,
      kind: group.kind,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      ...(fixed.length === 0 ? {} : { fixed }),
      sources: [...new Set(saying.map(({ source }) => source))],
      ...(said.every((one) => one === said[0]) ? {} : { conflicts: this.conflictsOf(group, said) }),
    };
    group.matches.set(name, match);
    return match;
  }

  private conflictsOf({ members }: Group, said: readonly Verdict[]): Conflict[] {
    return members.map(({ source, head, statements }, index) => ({
      source,
      id: head.id,
      says: said[index] as Verdict,
      ranges: statements.map(({ table, entry }) => wordsOf(this.tables[table] as LoadedTable, entry)).join(' · '),
    }));
  }

  /** Versions that any of the records says fix it, and that none calls affected, in order. */
  private fixesOf(group: Group): Fix[] {
    const found = new Map<string, Fix>();
    for (const { table, entry } of group.members.flatMap(({ statements }) => statements)) {
      const { line } = (this.tables[table] as LoadedTable).table;
      for (const index of entry.fixed) {
        const version = line.strings[index] as string;
        if (!found.has(version))
          found.set(version, { version, table, position: 2 * (line.versionOf[index] as number) + 1 });
      }
    }
    const clean = [...found.values()].filter(({ version }) => {
      const there = this.tables.map((table) => spotOf(table, version));
      return group.members.every(({ statements }) => saidBy(statements, there, this.release) === 'unaffected');
    });
    const order = this.tables[clean[0]?.table ?? 0]?.order;
    return clean.sort((a, b) => order?.compare(a.version, b.version) ?? 0);
  }
}

/** The match of a plain group, if another version with the same fixes ahead had one. */
function plainMatch({ fixes, matches }: Group, position: number): Match | undefined {
  if (fixes === undefined) return undefined;
  let passed = 0;
  while (passed < fixes.length && (fixes[passed] as Fix).position <= position) passed++;
  return matches.get(passed);
}

/** Places that are alike for all that is said. */
function nameOf({ named, position, odd }: Spot): number | string {
  return position ?? (odd === undefined ? (named ? 'odd' : 'none') : `odd ${odd}`);
}

interface Fix {
  readonly version: string;
  readonly table: number;
  readonly position: number;
}

type Verdict = 'affected' | 'unaffected' | 'unknown';

interface LoadedTable {
  readonly table: PackageTable;
  readonly order: VersionOrder | undefined;
  /** Position on the line of each text. */
  readonly positions: ReadonlyMap<string, number>;
  readonly odd: ReadonlyMap<string, number>;
  readonly keyAt: (index: number) => string;
}

function loaded(table: PackageTable): LoadedTable {
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

interface Member {
  readonly ref: number;
  readonly source: string;
  readonly head: RecordHead;
  readonly statements: Statement[];
}

/** What one entry of one table says. */
interface Statement {
  readonly table: number;
  readonly entry: TableEntry;
}

interface Group {
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

function membersOf(tables: readonly ViewTable[], known: readonly LoadedTable[], release: string | undefined): Member[] {
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
function grouped(
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

/** Where a version stands in one table. */
interface Spot {
  readonly named: boolean;
  /** Undefined: it cannot be ordered. */
  readonly position: number | undefined;
  readonly odd: number | undefined;
}

function spotOf({ table, order, positions, odd, keyAt }: LoadedTable, version: string | undefined): Spot {
  if (version === undefined) return { named: false, position: undefined, odd: undefined };
  let position = positions.get(version);
  if (position === undefined && order?.isValid(version) === true)
    position = positionOn(table.line, order.key(version), keyAt);
  return { named: true, position, odd: odd.get(version) };
}

function saidBy(statements: readonly Statement[], spots: readonly Spot[], release: string | undefined): Verdict {
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

function reasonOf(
  saying: readonly Member[],
  spots: readonly Spot[],
  tables: readonly LoadedTable[],
  release: string | undefined,
): UnknownReason {
  for (const { table, entry } of saying.flatMap(({ statements }) => statements)) {
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

function wordsOf({ table }: LoadedTable, entry: TableEntry): string {
  const affected: Intervals = entry.affected;
  const words = [inWords(table.line, affected), ...entry.odd.slice(0, 10).map((index) => `= ${table.line.odd[index]}`)];
  return words.filter((part) => part !== '').join(' · ');
}
