import type { Advisories, Standing } from '#ground/advisories';
import type { DependencyFile, ListedPackage, NotLookedAt } from '#ground/model';
import { osvEcosystemOf } from '#ground/packages';

/**
 * For each file, and each kind of package in it, whose advisories are missing or stale: a gap that says so, with the age. Nothing passes
 * because nobody knew. Kinds about which nobody publishes are told once, as expected.
 */
export function gapsOfStandings(files: readonly DependencyFile[], advisories: Advisories, now: number): NotLookedAt[] {
  const unpublished = new Set<string>();
  const wasAsked = askedLately(advisories, now);
  const gaps = files.flatMap(({ path, packages }) =>
    [...countsByType(packages.filter(({ purl }) => !wasAsked(purl)))].flatMap(([type, count]) => {
      const ecosystem = osvEcosystemOf(type);
      if (ecosystem === undefined) {
        unpublished.add(type);
        return [];
      }
      const said = inWords(
        advisories.standingOf(type, now),
        `${ecosystem} (${count === 1 ? '1 package' : `${count} packages`})`,
      );
      return said === undefined ? [] : [missing(path, said)];
    }),
  );
  return [...gaps, ...[...unpublished].sort().map(expected)];
}

/** Packages that a source was asked about by name, within its limit: it answered for them, whatever it knows of others. */
function askedLately(advisories: Advisories, now: number): (purl: string) => boolean {
  const limits = new Map(
    advisories
      .sources()
      .filter(({ kind, id }) => kind === 'facts' && id.endsWith('.asked'))
      .map(({ id, limitHours }) => [id, limitHours * 3_600_000]),
  );
  if (limits.size === 0) return () => false;
  return (purl) =>
    advisories
      .facts(purl)
      .some(
        ({ kind, since, source }) =>
          kind === 'asked' && since !== undefined && now - since <= (limits.get(source) ?? 0),
      );
}

function countsByType(packages: readonly ListedPackage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { purl } of packages) {
    const type = typeOf(purl);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

/** `npm` of `pkg:npm/lodash@4.17.21`. */
export function typeOf(purl: string): string {
  return purl.slice('pkg:'.length, purl.indexOf('/'));
}

function inWords(standing: Standing, what: string): string | undefined {
  if (standing.kind === 'fresh') return undefined;
  if (standing.kind === 'none') return `there are no advisories for ${what}`;
  if (standing.at === 0) return `advisories for ${what} were never had whole`;
  return `advisories for ${what} are ${spanOf(standing.ageHours)} old, limit ${spanOf(standing.limitHours)}`;
}

/** What cannot answer when advisories, or versions, are missing. */
export const matchingRules = 'dependencies/known-vulnerability dependencies/malicious-package';

function missing(path: string, detail: string): NotLookedAt {
  return {
    path,
    by: matchingRules,
    reason: 'missing-data',
    detail,
    remedy: 'run selvedge advisories sync',
    expected: false,
  };
}

function expected(type: string): NotLookedAt {
  const detail = `nobody publishes advisories about packages of the type ${type} in OSV form`;
  return { by: matchingRules, reason: 'missing-data', detail, expected: true };
}

function spanOf(hours: number): string {
  if (hours < 48) return `${Math.floor(hours)} hours`;
  return `${Math.floor(hours / 24)} days`;
}
