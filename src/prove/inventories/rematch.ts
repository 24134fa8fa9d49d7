import type { Advisories, Advisory, Match } from '#ground/advisories';
import type { Instant, OrganisationId, SubjectId } from '#ground/model';
import type { Transaction } from '#ground/store';
import {
  type AffectedPackageRow,
  endMatches,
  keepLeftOut,
  openCounts,
  openMatches,
  type PackageFilter,
  packagesOf,
  putMatches,
  rowsAtOnce,
  type SubjectPackage,
} from './store.ts';

/** What a pass over packages found. */
export interface Rematched {
  /** How many packages of how many subjects were matched. */
  readonly packages: number;
  readonly subjects: number;
  /** Advisories that some subject is newly affected by, those that most are newly affected by first. */
  readonly changes: readonly AdvisoryChange[];
  /** How often a package is affected, only now affected, no longer affected. */
  readonly affected: number;
  readonly newly: number;
  readonly ended: number;
  /** Subjects of which more was found than is kept, and how many matches were left out of each: these are in no other count. */
  readonly leftOut: ReadonlyMap<SubjectId, number>;
}

/** Whom one advisory concerns now. */
export interface AdvisoryChange {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly kind: Match['kind'];
  readonly summary: string;
  /** Milliseconds since 1970. */
  readonly published?: number;
  readonly modified: number;
  /** With the packages that bring it, at most 20 of each. */
  readonly newly: ReadonlyMap<SubjectId, readonly string[]>;
  /** Affected already before this pass, among the subjects that it looked at. */
  readonly before: ReadonlySet<SubjectId>;
}

/** Of one subject, are kept: what has more is made to have more. What is left out is counted, and told. */
const mostMatches = 50_000;
const rowsRead = 20_000;
const packagesNamed = 20;

/**
 * Matches packages of the transaction's organisation anew, in one pass, and keeps what came out. An advisory that is called otherwise than before
 * is the same as long as one of its ids is. Memory is bounded by what is read and written at once, whatever an inventory holds.
 */
export async function rematch(
  tx: Transaction,
  advisories: Advisories,
  filter: PackageFilter,
  organisation: OrganisationId,
  at: Instant,
  most = mostMatches,
): Promise<Rematched> {
  const pass = new Pass(advisories, at, most);
  for await (const page of packagesOf(tx, filter)) {
    pass.know(await openCounts(tx, pass.newSubjectsIn(page)));
    for (const some of pass.slicesOf(page)) {
      for (const { put, end } of pass.compare(some, await openMatches(tx, some))) {
        if (end.length > 0) await endMatches(tx, end, at);
        if (put.length > 0) await putMatches(tx, organisation, put);
      }
    }
  }
  await keepLeftOut(tx, pass.leftOut, filter.keys === undefined);
  return pass.result();
}

interface Changed {
  readonly put: AffectedPackageRow[];
  readonly end: AffectedPackageRow[];
}

interface Tally {
  readonly advisory: Advisory;
  readonly newly: Map<SubjectId, string[]>;
  readonly before: Set<SubjectId>;
}

class Pass {
  private readonly advisories: Advisories;
  private readonly at: Instant;
  private readonly details = new Map<number, Advisory>();
  private readonly ids = new Map<number, readonly string[]>();
  private readonly tallies = new Map<string, Tally>();
  private readonly most: number;
  /** By subject: how many matches stand now, and how many were left out. */
  private readonly open = new Map<SubjectId, number>();
  readonly leftOut = new Map<SubjectId, number>();
  private packages = 0;
  private affected = 0;
  private newly = 0;
  private ended = 0;

  constructor(advisories: Advisories, at: Instant, most: number) {
    this.advisories = advisories;
    this.at = at;
    this.most = most;
  }

  /** Those of which nothing is known yet. */
  newSubjectsIn(page: readonly SubjectPackage[]): SubjectId[] {
    const fresh = [...new Set(page.map(({ subject }) => subject))].filter((subject) => !this.open.has(subject));
    for (const subject of fresh) {
      this.open.set(subject, 0);
      this.leftOut.set(subject, 0);
    }
    return fresh;
  }

  know(counts: ReadonlyMap<SubjectId, number>): void {
    for (const [subject, count] of counts) this.open.set(subject, count);
  }

  /** Runs of packages about which not too much can stand. */
  *slicesOf(page: readonly SubjectPackage[]): Generator<readonly SubjectPackage[]> {
    let start = 0;
    let rows = 0;
    let last: SubjectId | undefined;
    for (const [index, { subject }] of page.entries()) {
      if (subject === last) continue;
      const more = this.open.get(subject) ?? 0;
      if (index > start && rows + more > rowsRead) {
        yield page.slice(start, index);
        start = index;
        rows = 0;
      }
      rows += more;
      last = subject;
    }
    yield page.slice(start);
  }

  /** What is to be written, in parts of a bounded size. */
  *compare(packages: readonly SubjectPackage[], standing: readonly AffectedPackageRow[]): Generator<Changed> {
    const known = Map.groupBy(standing, ({ subject, purl }) => `${subject} ${purl}`);
    let changed: Changed = { put: [], end: [] };
    for (const one of packages) {
      this.packages++;
      const open = new Set(known.get(`${one.subject} ${one.purl}`));
      for (const match of this.advisories.match(one.purl)) this.judge(one, match, open, changed);
      for (const row of open) changed.end.push(row);
      this.ended += open.size;
      this.count(one.subject, -open.size);
      // Not within a package: what ends of one may begin again under another name.
      if (changed.put.length + changed.end.length < rowsAtOnce) continue;
      yield changed;
      changed = { put: [], end: [] };
    }
    if (changed.put.length + changed.end.length > 0) yield changed;
  }

  private judge(one: SubjectPackage, match: Match, open: Set<AffectedPackageRow>, { put, end }: Changed): void {
    const ids = this.idsOf(match);
    const earlier = open.size === 0 ? undefined : [...open].find((row) => row.ids.some((id) => ids.includes(id)));
    if (earlier === undefined && (this.open.get(one.subject) ?? 0) >= this.most) {
      this.leftOut.set(one.subject, (this.leftOut.get(one.subject) ?? 0) + 1);
      return;
    }
    const row = this.rowOf(one, match, ids);
    const tally = this.tallyOf(match);
    this.affected++;
    if (earlier === undefined) {
      put.push(row);
      this.newly++;
      this.count(one.subject, 1);
      append(tally.newly, one.subject, one.purl);
      return;
    }
    open.delete(earlier);
    tally.before.add(one.subject);
    if (isSame(earlier, row)) return;
    put.push({ ...row, since: earlier.since });
    if (earlier.advisory !== row.advisory) end.push(earlier);
  }

  private count(subject: SubjectId, more: number): void {
    this.open.set(subject, (this.open.get(subject) ?? 0) + more);
  }

  result(): Rematched {
    const changes = [...this.tallies.values()]
      .filter(({ newly }) => newly.size > 0)
      .sort((a, b) => b.newly.size - a.newly.size || (a.advisory.id < b.advisory.id ? -1 : 1))
      .map(({ advisory, newly, before }) => ({
        id: advisory.id,
        aliases: advisory.aliases,
        kind: advisory.kind,
        summary: advisory.summary,
        ...(advisory.published === undefined ? {} : { published: advisory.published }),
        modified: advisory.modified,
        newly,
        before: new Set([...before].filter((subject) => !newly.has(subject))),
      }));
    const { packages, affected, newly, ended } = this;
    const leftOut = new Map([...this.leftOut].filter(([, count]) => count > 0));
    return { packages, subjects: this.open.size, changes, affected, newly, ended, leftOut };
  }

  private rowOf(
    { project, subject, purl }: SubjectPackage,
    { id, kind, verdict }: Match,
    ids: readonly string[],
  ): AffectedPackageRow {
    return { project, subject, purl, advisory: id, ids, kind, verdict, since: this.at };
  }

  private idsOf(match: Match): readonly string[] {
    const known = this.ids.get(match.advisory);
    if (known !== undefined && known[0] === match.id) return known;
    const { id, aliases } = this.detailOf(match);
    const ids = [...new Set([match.id, id, ...aliases])];
    this.ids.set(match.advisory, ids);
    return ids;
  }

  private tallyOf(match: Match): Tally {
    const known = this.tallies.get(match.id);
    if (known !== undefined) return known;
    const fresh = { advisory: this.detailOf(match), newly: new Map(), before: new Set<SubjectId>() };
    this.tallies.set(match.id, fresh);
    return fresh;
  }

  private detailOf({ advisory }: Match): Advisory {
    const known = this.details.get(advisory);
    if (known !== undefined) return known;
    const detail = this.advisories.detail(advisory);
    this.details.set(advisory, detail);
    return detail;
  }
}

function isSame(a: AffectedPackageRow, b: AffectedPackageRow): boolean {
  return (
    a.advisory === b.advisory &&
    a.verdict === b.verdict &&
    a.kind === b.kind &&
    a.ids.length === b.ids.length &&
    a.ids.every((id) => b.ids.includes(id))
  );
}

function append(map: Map<SubjectId, string[]>, subject: SubjectId, purl: string): void {
  const known = map.get(subject);
  if (known === undefined) map.set(subject, [purl]);
  else if (known.length < packagesNamed) known.push(purl);
}
