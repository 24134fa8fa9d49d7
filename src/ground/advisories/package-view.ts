import { type Fix, type Group, grouped, kindOf, type Member, membersOf, type ViewTable } from './group.ts';
import { holds } from './intervals.ts';
import type { Conflict, Match } from './match.ts';
import {
  type LoadedTable,
  loaded,
  nameOf,
  reasonOf,
  saidBy,
  type Spot,
  spotOf,
  type Statement,
  type Verdict,
  wordsOf,
} from './verdict.ts';
import { isTagged, withoutPrefix } from './version-line.ts';

export const nothing: readonly Match[] = Object.freeze([]);

/** Answers that views remember together about versions that nobody names: whoever asks can make up as many as they like. */
export interface AnswerMemory {
  answers: number;
}

/** Records that are one advisory: who they are is told by all, what they say of a version by those that speak of it. */
export interface SaidTogether {
  readonly id: string;
  /** Ids and aliases that count as its own. */
  readonly ids: ReadonlySet<string>;
  readonly refs: readonly number[];
  readonly speaking: readonly number[];
}

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
  private readonly isTagged: boolean;
  private readonly memory: AnswerMemory;
  private readonly advisoryOf: (said: SaidTogether) => number;

  /** `advisoryOf` gives a number to what is said together. */
  constructor(
    tables: readonly ViewTable[],
    release: string | undefined,
    advisoryOf: (said: SaidTogether) => number,
    memory: AnswerMemory,
  ) {
    this.release = release;
    this.advisoryOf = advisoryOf;
    this.memory = memory;
    this.isTagged = tables.some(({ table }) => isTagged(table.type));
    this.tables = tables.map(({ table }) => loaded(table));
    this.groups = grouped(membersOf(tables, this.tables, release), release);
    this.only = this.tables.length === 1 ? this.tables[0] : undefined;
    // Of its full length from the beginning: a growing array with gaps becomes a slow one.
    this.byPosition = Array.from({ length: 2 * (this.only?.table.line.count ?? 0) + 1 });
  }

  /** `version`: decoded; undefined when there is none. */
  match(version: string | undefined): readonly Match[] {
    if (this.groups.length === 0) return nothing;
    if (this.isTagged && version !== undefined) return this.known(withoutPrefix(version));
    return this.known(version);
  }

  private known(version: string | undefined): readonly Match[] {
    // Nearly all packages have one table, and most versions that are asked about stand in it.
    const position = version === undefined ? undefined : this.only?.positions.get(version);
    if (position !== undefined) return (this.byPosition[position] ??= this.answer(version));
    if (version === undefined) return this.answer(version);
    const known = this.answers.get(version);
    if (known !== undefined) return known;
    const found = this.answer(version);
    this.answers.set(version, found);
    this.memory.answers++;
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
    const reason = verdict === 'unknown' ? reasonOf(statementsOf(saying), spots, this.tables, this.release) : undefined;
    const fixes = this.fixesOf(group, saying);
    const passed = fixes.findIndex(({ table, position }) => position > (spots[table]?.position ?? -1));
    const left = passed === -1 ? fixes.length : passed;
    const name = said.length === 1 && reason === undefined ? left : `${said.join(' ')} ${reason} ${left}`;
    const known = group.matches.get(name);
    if (known !== undefined) return known;
    const fixed = fixes.slice(left).map(({ version }) => version);
    const match: Match = {
      advisory: this.advisoryOf({
        id: group.id,
        ids: group.ids,
        refs: refsOf(group.members),
        speaking: refsOf(saying),
      }),
      id: group.id,
      kind: kindOf(saying.map(({ head }) => head.kind)),
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

  /** Versions that any of those that speak says fix it, and that none of all calls affected, in order. */
  private fixesOf(group: Group, saying: readonly Member[]): readonly Fix[] {
    const name = fixesName(saying);
    const known = group.fixes.get(name);
    if (known !== undefined) return known;
    const found = new Map<string, Fix>();
    for (const { table, entry } of statementsOf(saying)) {
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
    clean.sort((a, b) => order?.compare(a.version, b.version) ?? 0);
    group.fixes.set(name, clean);
    return clean;
  }
}

function refsOf(members: readonly Member[]): number[] {
  return members.map(({ ref }) => ref);
}

function fixesName(saying: readonly Member[]): string {
  return saying.length === 1 ? String(saying[0]?.ref) : refsOf(saying).join(' ');
}

function statementsOf(members: readonly Member[]): Statement[] {
  return members.flatMap(({ statements }) => statements);
}

/** The match of a plain group, if another version with the same fixes ahead had one. */
function plainMatch({ fixes: known, matches, members }: Group, position: number): Match | undefined {
  const fixes = known.get(fixesName(members));
  if (fixes === undefined) return undefined;
  let passed = 0;
  while (passed < fixes.length && (fixes[passed] as Fix).position <= position) passed++;
  return matches.get(passed);
}
