import type { Advisories, Advisory, Match } from '#ground/advisories';
import type { Instant, OrganisationId, SubjectId } from '#ground/model';
import type { Transaction } from '#ground/store';
import {
  type AffectedPackageRow,
  endMatches,
  openMatches,
  type PackageFilter,
  packagesOf,
  putMatches,
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
  readonly newly: ReadonlyMap<SubjectId, readonly string[]>;
  /** Affected already before this pass, among the subjects that it looked at. */
  readonly before: ReadonlySet<SubjectId>;
}

/**
 * Matches packages of the transaction's organisation anew, in one pass, and keeps what came out. An advisory that is called otherwise than before
 * is the same as long as one of its ids is.
 */
export async function rematch(
  tx: Transaction,
  advisories: Advisories,
  filter: PackageFilter,
  organisation: OrganisationId,
  at: Instant,
): Promise<Rematched> {
  const pass = new Pass(advisories, at);
  for await (const page of packagesOf(tx, filter)) {
    const { put, end } = pass.compare(page, await openMatches(tx, page));
    if (end.length > 0) await endMatches(tx, end, at);
    if (put.length > 0) await putMatches(tx, organisation, put);
  }
  return pass.result();
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
  private readonly tallies = new Map<string, Tally>();
  private readonly subjects = new Set<SubjectId>();
  private packages = 0;
  private affected = 0;
  private newly = 0;
  private ended = 0;

  constructor(advisories: Advisories, at: Instant) {
    this.advisories = advisories;
    this.at = at;
  }

  compare(
    packages: readonly SubjectPackage[],
    standing: readonly AffectedPackageRow[],
  ): { readonly put: AffectedPackageRow[]; readonly end: AffectedPackageRow[] } {
    const known = new Map<string, AffectedPackageRow[]>();
    for (const row of standing) {
      const rows = known.get(`${row.subject} ${row.purl}`);
      if (rows === undefined) known.set(`${row.subject} ${row.purl}`, [row]);
      else rows.push(row);
    }
    const put: AffectedPackageRow[] = [];
    const end: AffectedPackageRow[] = [];
    for (const one of packages) {
      this.packages++;
      this.subjects.add(one.subject);
      const open = new Set(known.get(`${one.subject} ${one.purl}`));
      for (const match of this.advisories.match(one.purl)) {
        const row = this.rowOf(one, match);
        const earlier = [...open].find(({ ids }) => ids.some((id) => row.ids.includes(id)));
        const tally = this.tallyOf(match);
        this.affected++;
        if (earlier === undefined) {
          put.push(row);
          this.newly++;
          append(tally.newly, one.subject, one.purl);
          continue;
        }
        open.delete(earlier);
        tally.before.add(one.subject);
        if (isSame(earlier, row)) continue;
        put.push({ ...row, since: earlier.since });
        if (earlier.advisory !== row.advisory) end.push(earlier);
      }
      end.push(...open);
      this.ended += open.size;
    }
    return { put, end };
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
    const { packages, subjects, affected, newly, ended } = this;
    return { packages, subjects: subjects.size, changes, affected, newly, ended };
  }

  private rowOf({ project, subject, purl }: SubjectPackage, match: Match): AffectedPackageRow {
    const { id, aliases } = this.detailOf(match);
    const { kind, verdict } = match;
    return {
      project,
      subject,
      purl,
      advisory: match.id,
      ids: [...new Set([match.id, id, ...aliases])],
      kind,
      verdict,
      since: this.at,
    };
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
  else known.push(purl);
}
