import { type Advisories, packageKindOf, type Standing } from '#ground/advisories';
import type { DependencyFile, ListedPackage, NotLookedAt } from '#ground/model';
import { osvEcosystemOf, parsePurl, PurlError } from '#ground/packages';

/**
 * For each file, and each kind of package in it, whose advisories are missing or stale: a gap that says so, with the age. Nothing passes
 * because nobody knew. Types about which nobody publishes are told once, as expected; a distribution about which nobody does is a gap as others.
 */
export function gapsOfStandings(files: readonly DependencyFile[], advisories: Advisories, now: number): NotLookedAt[] {
  const unpublished = new Set<string>();
  const wasAsked = askedLately(advisories, now);
  const gaps = files.flatMap(({ path, packages }) =>
    [...byKind(packages.filter(({ purl }) => !wasAsked(purl)))].flatMap(([kind, { purl, count }]) => {
      const ecosystem = ecosystemOf(purl);
      const counted = count === 1 ? '1 package' : `${count} packages`;
      if (ecosystem === undefined) {
        if (isOfDistribution(typeOf(purl))) return [unknownDistribution(path, kind, counted)];
        unpublished.add(typeOf(purl));
        return [];
      }
      const said = inWords(advisories.standingOf(kind, now), `${ecosystem} (${counted})`);
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

/** By kind of package, one of them and how many there are. */
function byKind(packages: readonly ListedPackage[]): Map<string, { readonly purl: string; count: number }> {
  const kinds = new Map<string, { readonly purl: string; count: number }>();
  for (const { purl } of packages) {
    const type = typeOf(purl);
    const kind = isOfDistribution(type) ? (packageKindOf(purl) ?? type) : type;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { purl, count: 1 });
    else known.count += 1;
  }
  return kinds;
}

/** OSV's name of the ecosystem that a package is of, `Debian` of any release; undefined when OSV has none for it. */
export function ecosystemOf(purl: string): string | undefined {
  const type = typeOf(purl);
  if (!isOfDistribution(type)) return osvEcosystemOf(type);
  const parsed = parsePurl(purl);
  return parsed instanceof PurlError ? undefined : osvEcosystemOf(type, parsed.namespace);
}

function isOfDistribution(type: string): boolean {
  return type === 'deb' || type === 'apk' || type === 'rpm';
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

function unknownDistribution(path: string, kind: string, counted: string): NotLookedAt {
  const [type = '', ...vendor] = kind.split('/');
  const detail =
    vendor.join('') === ''
      ? `nothing says which distribution is meant (${counted} of the type ${type})`
      : `nobody publishes advisories about ${vendor.join('/')} in OSV form (${counted} of the type ${type})`;
  return { path, by: matchingRules, reason: 'missing-data', detail, expected: false };
}

function expected(type: string): NotLookedAt {
  const detail = `nobody publishes advisories about packages of the type ${type} in OSV form`;
  return { by: matchingRules, reason: 'missing-data', detail, expected: true };
}

function spanOf(hours: number): string {
  if (hours < 48) return `${Math.floor(hours)} hours`;
  return `${Math.floor(hours / 24)} days`;
}
