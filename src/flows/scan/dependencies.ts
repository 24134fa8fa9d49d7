import { type PriorityInput, prioritise, severityOf, type SeverityRating } from '#decide/priority';
import { exposureOf, type Project } from '#declare/project';
import { type Advisory, AdvisoryIndexError, type Exploited, openAdvisories } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import type { Claim, DependencyFile, NotLookedAt } from '#ground/model';
import {
  type Affected,
  deprecations,
  disagreements,
  endsOfLife,
  installedPackages,
  inventoryOf,
  matchingRules,
  matchInventory,
  outsideLockfile,
  type Rating,
  withoutLockfile,
} from '#observe/dependencies';
import type { ScanResult } from '#observe/engine';
import type { InventoryChange } from './inventory-at.ts';
import { withClaims } from './with-claims.ts';
import { reachabilityOf, type UsageQuestion } from './reachability.ts';
import type { Reachability } from '#observe/usage';
import { vexDocumentsOf, withVex } from './vex.ts';

export interface DependencyQuestion {
  readonly exposure: Project['exposure'];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onPackages?: (purls: readonly string[]) => void;
  /** Where the project's code lies. Absent: nobody looks whether it uses what is affected, and that stays unknown. */
  readonly usage?: UsageQuestion;
  /** Of a range: what the change makes of the whole inventory. Absent: what was scanned is all there is to judge. */
  readonly change?: InventoryChange;
}

/**
 * Holds what a scan found the project to be made of against the advisories of this machine: claims about what is affected, each with its
 * priority, and gaps where nobody could know. Reads no network.
 */
export async function withDependencies(result: ScanResult, question: DependencyQuestion): Promise<ScanResult> {
  const scanned = inventoryOf(result.knowledge);
  if (scanned.length === 0) return result;
  question.onPackages?.(installedPackages(scanned));
  const { change } = question;
  const files =
    change === undefined ? scanned : [...change.after, ...scanned.filter(({ path }) => path.includes('!/'))];
  const own = added(disagreements(files), disagreements(change?.before ?? []));
  const gaps = [
    ...newlyOutsideLockfile(files, change),
    ...(result.scope.coverage.kind === 'everything' ? withoutLockfile(files) : (change?.notLookedAt ?? [])),
  ];
  try {
    const { claims, notLookedAt } = await heldAgainstAdvisories(files, question);
    const paths = new Set(scanned.map(({ path }) => path));
    const ofThese = change === undefined ? notLookedAt : notLookedAt.filter(({ path = '' }) => paths.has(path));
    return withClaims(result, [...claims, ...own], [...ofThese, ...gaps], change !== undefined);
  } catch (error) {
    if (!(error instanceof AdvisoryIndexError)) throw error;
    return withClaims(result, own, [...gaps, unreadable(error)], change !== undefined);
  }
}

async function heldAgainstAdvisories(
  files: readonly DependencyFile[],
  question: DependencyQuestion,
): Promise<{ readonly claims: readonly Claim[]; readonly notLookedAt: readonly NotLookedAt[] }> {
  const { now, usage, change } = question;
  const advisories = openAdvisories(advisoriesHome());
  try {
    const matching = matchInventory(files, advisories, { now, rate });
    const before = change === undefined ? [] : matchInventory(change.before, advisories, { now, rate }).affected;
    const isOld = amongThese(before.map(({ claim }) => claim));
    const affected = matching.affected.filter(({ claim }) => !isOld(claim));
    const reachability =
      affected.length === 0 || usage === undefined ? undefined : await reachabilityOf(affected, files, usage);
    const vex = vexDocumentsOf(files);
    const claims = affected.map((one, at) => withVex(prioritised(one, reachability?.[at], question), one, vex));
    const lately = (those: readonly DependencyFile[]) => [
      ...endsOfLife(those, advisories, now),
      ...deprecations(those, advisories),
    ];
    return {
      claims: [...claims, ...added(lately(files), lately(change?.before ?? []))],
      notLookedAt: matching.notLookedAt,
    };
  } finally {
    advisories.close();
  }
}

/** A change answers for what it leaves out of a lockfile, not for what its base had left out. */
function newlyOutsideLockfile(files: readonly DependencyFile[], change: InventoryChange | undefined): NotLookedAt[] {
  const before = new Set(outsideLockfile(change?.before ?? []).map(gapKey));
  return outsideLockfile(files).filter((gap) => !before.has(gapKey(gap)));
}

function gapKey({ path = '', detail = '' }: NotLookedAt): string {
  return `${path}\n${detail}`;
}

/** Claims that the change brought: not those that its base gave cause for too, wherever in the file they stood. */
function added(claims: readonly Claim[], before: readonly Claim[]): readonly Claim[] {
  const isOld = amongThese(before);
  return claims.filter((claim) => !isOld(claim));
}

function amongThese(claims: readonly Claim[]): (claim: Claim) => boolean {
  const keys = new Set(claims.map(identityOf));
  return (claim) => keys.has(identityOf(claim));
}

/** What a claim says, wherever it stands. */
function identityOf({ rule, locus, attributes }: Claim): string {
  return JSON.stringify([rule, locus, attributes['version'], attributes['constraint']]);
}

/** Damaged advisories answer nothing, and hide nothing else that the scan found. */
function unreadable({ message }: AdvisoryIndexError): NotLookedAt {
  return {
    by: matchingRules,
    reason: 'unreadable',
    detail: `the advisories of this machine cannot be read: ${message}`.slice(0, 500),
    remedy: 'run selvedge advisories verify, then sync',
    expected: false,
  };
}

function ratingsOf({ ratings }: Advisory): SeverityRating[] {
  return ratings.map(({ severity, word }) => ({
    vectors: severity.map(({ score }) => score),
    ...(word !== undefined && { word }),
  }));
}

/**
 * What is exploited is critical, whatever its vector says. A vulnerability that nobody scored counts as high until somebody does: were it
 * taken for medium, gates would tolerate what may be the worst.
 */
function rate(advisory: Advisory): Rating {
  const { band, cvss, from } = severityOf({ ratings: ratingsOf(advisory) });
  if (from === 'nothing' && advisory.kind === 'vulnerability')
    return { severity: advisory.exploited === undefined ? 'high' : 'critical', scored: false };
  const severity = advisory.exploited === undefined ? (band === 'none' ? 'low' : band) : 'critical';
  return { severity, ...(cvss !== undefined && { cvss: Math.round(cvss.score * 10) }) };
}

const dayMs = 86_400_000;

function prioritised(
  one: Affected,
  reachability: Reachability | undefined,
  { exposure: declared, now }: DependencyQuestion,
): Claim {
  const { advisory, claim, depth, listed, match } = one;
  const { exploited } = advisory;
  const exposure = exposureOf(declared, claim.location.path);
  const input: PriorityInput = {
    kind: match.kind,
    ratings: ratingsOf(advisory),
    ...(exploited !== undefined && { exploited: exploitedIn(exploited) }),
    ...(advisory.epss !== undefined && { epss: advisory.epss.score }),
    ...(reachability !== undefined && { reachability }),
    ...(listed.scope !== undefined && { scope: listed.scope }),
    ...(exposure !== undefined && { exposure }),
    ...(advisory.published !== undefined && { age: Math.max(0, (now - advisory.published) / dayMs) }),
    fix: fixOf(claim),
    depth,
  };
  const { score, words } = prioritise(input);
  return {
    ...claim,
    attributes: {
      ...claim.attributes,
      priority: score,
      because: words.slice(0, 500),
      reachability: reachability?.verdict ?? 'unknown',
      ...(exploited !== undefined && { kev: true }),
      ...(advisory.epss !== undefined && { epss: Math.round(advisory.epss.score * 100) }),
    },
  };
}

function exploitedIn({ addedAt, ransomware }: Exploited): NonNullable<PriorityInput['exploited']> {
  return { ...(addedAt !== undefined && { since: addedAt }), ...(ransomware === true && { inRansomware: true }) };
}

function fixOf({
  attributes: { fixed, target = fixed, fixDistance, direct },
}: Claim): NonNullable<PriorityInput['fix']> {
  if (typeof target !== 'string') return { available: false };
  return {
    available: true,
    version: target,
    direct: direct === true,
    ...(fixDistance !== undefined && { distance: fixDistance as 'patch' | 'minor' | 'major' | 'none' }), // matching wrote one of these
  };
}
