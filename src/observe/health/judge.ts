import type { PackageHistory, Release } from '#ground/registries';
import type { Verdict } from './claim.ts';

/** From when on something is said. */
export interface HealthLimits {
  /** Days that a version must have been public: malicious ones are mostly found within a few. 7 when not given. */
  readonly cooldownDays?: number;
  /** Years without a release after which a package counts as unmaintained. 4 when not given. */
  readonly unmaintainedYears?: number;
}

const day = 86_400_000;

/**
 * What a registry's history says of one version of a package, at a time (milliseconds since 1970). Says nothing that the history does not
 * tell. Pure.
 */
export function judgeHistory(
  history: PackageHistory,
  version: string,
  now: number,
  { cooldownDays = 7, unmaintainedYears = 4 }: HealthLimits = {},
): Verdict[] {
  const at = history.releases.findIndex((release) => release.version === version);
  const release = history.releases[at];
  const previous = at === -1 ? undefined : previousOf(history.releases, at);
  return [
    unmaintained(history, now, unmaintainedYears),
    deprecated(history, release),
    singleMaintainer(history),
    ...(release === undefined
      ? []
      : [
          yanked(release),
          tooYoung(release, now, cooldownDays),
          ...(previous === undefined ? [] : [scriptAdded(release, previous), provenanceLost(release, previous)]),
        ]),
  ].filter((verdict) => verdict !== undefined);
}

/** The one that was published last before it, where the times are known; else the one listed before. */
function previousOf(releases: readonly Release[], at: number): Release | undefined {
  const { publishedAt } = releases[at] ?? {};
  if (publishedAt === undefined) return releases[at - 1];
  let previous: Release | undefined;
  for (const release of releases) {
    const time = release.publishedAt;
    if (time !== undefined && time < publishedAt && time >= (previous?.publishedAt ?? 0)) previous = release;
  }
  return previous;
}

function unmaintained({ releases, archived }: PackageHistory, now: number, years: number): Verdict | undefined {
  const rule = 'dependencies/unmaintained' as const;
  if (archived !== undefined)
    return {
      rule,
      severity: 'low',
      confidence: 'certain',
      says: `is archived: ${archived.slice(0, 300)}`,
      attributes: { archived: true },
    };
  let newest = 0;
  for (const { publishedAt = 0 } of releases) newest = Math.max(newest, publishedAt);
  // The last one listed is the newest, or there is one of an older line behind it.
  const isTold = releases.at(-1)?.publishedAt !== undefined;
  if (!isTold || now - newest < years * 365 * day) return undefined;
  return {
    rule,
    severity: 'low',
    confidence: 'possible',
    says: `had no release since ${dateOf(newest)}`,
    attributes: { lastRelease: dateOf(newest) },
  };
}

function deprecated({ deprecated: whole }: PackageHistory, release: Release | undefined): Verdict | undefined {
  const words = release?.deprecated ?? whole;
  if (words === undefined) return undefined;
  return {
    rule: 'dependencies/deprecated',
    severity: 'low',
    confidence: 'certain',
    says: `is deprecated by its publisher${words === '' ? '' : `: ${words.slice(0, 300)}`}`,
  };
}

function singleMaintainer({ maintainers }: PackageHistory): Verdict | undefined {
  if (maintainers !== 1) return undefined;
  return {
    rule: 'dependencies/single-maintainer',
    severity: 'low',
    confidence: 'possible',
    says: 'can be published by one person alone',
    attributes: { maintainers: 1 },
  };
}

function yanked({ yanked: reason }: Release): Verdict | undefined {
  if (reason === undefined) return undefined;
  return {
    rule: 'dependencies/yanked',
    severity: 'medium',
    confidence: 'certain',
    says: `was taken back by its publisher${reason === '' ? '' : `: ${reason.slice(0, 300)}`}`,
  };
}

function tooYoung({ publishedAt }: Release, now: number, days: number): Verdict | undefined {
  if (publishedAt === undefined || now - publishedAt >= days * day) return undefined;
  const age = Math.max(0, now - publishedAt);
  const shown = age < 2 * day ? `${Math.floor(age / 3_600_000)} hours` : `${Math.floor(age / day)} days`;
  return {
    rule: 'dependencies/too-young',
    severity: 'medium',
    confidence: 'certain',
    says: `was published ${shown} ago; the cooldown is ${days} days`,
    attributes: { published: new Date(publishedAt).toISOString(), cooldownDays: days },
  };
}

function scriptAdded(release: Release, previous: Release): Verdict | undefined {
  if (release.runsScripts !== true || previous.runsScripts !== false) return undefined;
  return {
    rule: 'dependencies/install-script-added',
    severity: 'medium',
    confidence: 'likely',
    says: `runs code of its own when it is installed, which ${previous.version} did not`,
    attributes: { previous: previous.version, since: 'previous release' },
  };
}

function provenanceLost(release: Release, previous: Release): Verdict | undefined {
  if (release.isAttested !== false || previous.isAttested !== true) return undefined;
  return {
    rule: 'dependencies/provenance-lost',
    severity: 'medium',
    confidence: 'likely',
    says: `does not attest where it was built, which ${previous.version} did`,
    attributes: { previous: previous.version },
  };
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
