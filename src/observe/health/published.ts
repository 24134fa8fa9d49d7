import type { Claim, DependencyFile, ListedPackage, NotLookedAt } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { type PackageHistory, type Registries, RegistryError } from '#ground/registries';
import { claimOf, eachPackage, isOfRegistry, nameOf, partsOf } from './claim.ts';
import { type HealthLimits, judgeHistory } from './judge.ts';
import { onlineRules } from './online-rules.ts';

export interface PublishedHealth {
  readonly claims: readonly Claim[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** What registries call the licences of packages, by purl. */
  readonly licences: ReadonlyMap<string, string>;
}

export interface PublishedQuestion {
  readonly registries: Pick<Registries, 'of'>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly limits?: HealthLimits;
  /** Packages that are asked about at most, direct ones first: 3,000. */
  readonly most?: number;
}

/**
 * Asks registries about packages of lockfiles, each name once, and says what is wrong with the versions that are used. What could not be asked
 * is told. The only part of this room that reaches the network, through ground/registries.
 */
export async function publishedHealth(
  files: readonly DependencyFile[],
  { registries, now, limits, most = 3000 }: PublishedQuestion,
): Promise<PublishedHealth> {
  const used = files.filter(({ role }) => role === 'lockfile' || role === 'installed');
  const askedFor = namesIn(used, registries).slice(0, most);
  const answers = new Map<string, Answer>();
  await Promise.all(
    askedFor.map(async (name) => {
      answers.set(name, await answerOf(name, registries));
    }),
  );
  const claims: Claim[] = [];
  const notLookedAt: NotLookedAt[] = [];
  const licences = new Map<string, string>();
  for (const file of used) {
    const silent = new Map<string, number>();
    for (const listed of eachPackage(file)) {
      const type = typeOf(listed);
      if (!isOfRegistry(listed) || registries.of(type) === undefined) continue;
      const answer = answers.get(withoutVersion(listed.purl)) ?? { why: `more than ${most} packages` };
      if ('why' in answer) silent.set(answer.why, (silent.get(answer.why) ?? 0) + 1);
      else
        claims.push(
          ...(await claimsAbout(
            file,
            listed,
            answer.history,
            { registries, now, ...(limits && { limits }) },
            licences,
          )),
        );
    }
    for (const [why, count] of silent) notLookedAt.push(unasked(file.path, count, why));
  }
  return { claims, notLookedAt, licences };
}

type Answer = { readonly history: PackageHistory } | { readonly why: string };

function typeOf({ purl }: ListedPackage): string {
  return purl.slice('pkg:'.length, purl.indexOf('/'));
}

/** Purls without versions, those of direct dependencies first. */
function namesIn(files: readonly DependencyFile[], registries: Pick<Registries, 'of'>): readonly string[] {
  const all = files
    .flatMap(({ packages }) => packages)
    .filter((listed) => isOfRegistry(listed) && registries.of(typeOf(listed)) !== undefined);
  const direct = all.filter((listed) => listed.direct === true);
  return [...new Set([...direct, ...all].map(({ purl }) => withoutVersion(purl)))];
}

async function answerOf(purl: string, registries: Pick<Registries, 'of'>): Promise<Answer> {
  const parts = partsOf(purl);
  try {
    const history = await registries.of(parts.type)?.history(nameOf(parts));
    return history === undefined ? { why: 'the registry does not know it' } : { history };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { why: error.message };
  }
}

async function claimsAbout(
  file: DependencyFile,
  listed: ListedPackage,
  given: PackageHistory,
  { registries, now, limits }: PublishedQuestion,
  licences: Map<string, string>,
): Promise<Claim[]> {
  const parts = partsOf(listed.purl);
  if (parts.version === undefined) return [];
  const release = given.releases.find(({ version }) => version === parts.version);
  if (release?.licence !== undefined) licences.set(listed.purl, release.licence);
  const history = await withTime(given, parts.version, async () =>
    registries.of(parts.type)?.publishedAt(nameOf(parts), parts.version ?? ''),
  );
  return judgeHistory(history, parts.version, now, limits)
    .filter(({ rule, confidence }) => listed.direct === true || confidence !== 'possible' || !ofChoice.has(rule))
    .map((verdict) => claimOf(file, listed, verdict));
}

/** What speaks for choosing another package: whoever did not choose it can do nothing with a guess. */
const ofChoice: ReadonlySet<string> = new Set(['dependencies/unmaintained', 'dependencies/single-maintainer']);

/** Go's proxy tells the time of a version only when asked about that one. */
async function withTime(
  history: PackageHistory,
  version: string,
  ask: () => Promise<number | undefined>,
): Promise<PackageHistory> {
  const release = history.releases.find((one) => one.version === version);
  if (release === undefined || release.publishedAt !== undefined) return history;
  const publishedAt = await ask().catch((error: unknown) => {
    if (error instanceof RegistryError) return undefined;
    throw error;
  });
  if (publishedAt === undefined) return history;
  return { ...history, releases: history.releases.map((one) => (one === release ? { ...one, publishedAt } : one)) };
}

function unasked(path: string, count: number, why: string): NotLookedAt {
  const packages = count === 1 ? '1 package' : `${count} packages`;
  return {
    path,
    by: onlineRules.join(' '),
    reason: 'missing-data',
    detail: `${packages} could not be asked about: ${why}`.slice(0, 500),
    remedy: 'scan again with --health where the registry can be reached',
    expected: false,
  };
}
