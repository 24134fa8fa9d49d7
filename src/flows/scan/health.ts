import type { Project } from '#declare/project';
import { GitError } from '#ground/git';
import { readDependencyFile, ReadFailure } from '#ground/inventory';
import { type Claim, type DependencyFile, digestJson, type Scope } from '#ground/model';
import type { Registries } from '#ground/registries';
import { inventoryOf } from '#observe/dependencies';
import type { ScanResult } from '#observe/engine';
import {
  type DeclaredPolicy,
  healthChanges,
  licenceHealth,
  offlineHealth,
  onlineRules,
  publishedHealth,
} from '#observe/health';
import type { Place } from './place.ts';
import { revisionReader } from './readers.ts';
import { withClaims } from './with-claims.ts';

export interface HealthQuestion {
  readonly licences: Project['licences'];
  readonly health: Project['health'];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether registries may be asked, which uses the network. */
  readonly asksRegistries: boolean;
  /** Default: those that the person's package managers ask. */
  readonly registries?: Pick<Registries, 'of'>;
  /** The bytes of a file before the change that is scanned; undefined when there was none. Absent: nothing is compared. */
  readonly before?: (path: string) => Promise<Uint8Array | undefined>;
}

/**
 * Adds what is known of the health of the project's dependencies: names that could be mistaken, licences, install scripts that a change adds,
 * and, when asked for, what registries say. Without a policy every licence is allowed. Rules that were not asked are left out of the scope, so that their absence closes nothing.
 */
export async function withHealth(result: ScanResult, question: HealthQuestion): Promise<ScanResult> {
  const files = inventoryOf(result.knowledge);
  if (files.length === 0) return result;
  const { now, before } = question;
  const published = question.asksRegistries
    ? await publishedHealth(files, {
        // Node's HTTP is loaded for who asks.
        registries: question.registries ?? (await import('#ground/registries')).openRegistries(),
        now,
        ...(question.health !== undefined && { limits: definedOf(question.health) }),
      })
    : undefined;
  const policy = policyAt(question.licences, now);
  const licences = policy === undefined ? undefined : licenceHealth(files, policy, published?.licences);
  const changes =
    before === undefined ? [] : healthChanges({ before: await inventoryBefore(files, before), after: files });
  const claims = [...(published?.claims ?? []), ...offlineHealth(files), ...changes, ...(licences?.claims ?? [])];
  const silent = [
    ...(published === undefined ? onlineRules : []),
    ...(published === undefined && before === undefined ? ['dependencies/install-script-added'] : []),
  ];
  const held = withClaims(result, once(claims).filter(isUseful(result)), [
    ...(published?.notLookedAt ?? []),
    ...(licences?.notLookedAt ?? []),
  ]);
  return { ...held, scope: without(held.scope, new Set(silent)) };
}

function definedOf({ cooldownDays, unmaintainedYears }: NonNullable<Project['health']>) {
  return {
    ...(cooldownDays !== undefined && { cooldownDays }),
    ...(unmaintainedYears !== undefined && { unmaintainedYears }),
  };
}

/** An exception ends with its day (UTC). */
function policyAt(licences: Project['licences'], now: number): DeclaredPolicy | undefined {
  if (licences === undefined) return undefined;
  const { allow, deny, exceptions } = licences;
  const today = new Date(now).toISOString().slice(0, 10);
  return {
    ...(allow !== undefined && { allow }),
    ...(deny !== undefined && { deny }),
    exceptions: exceptions
      .filter(({ until }) => until >= today)
      .map(({ package: purl, licence }) => ({ package: purl, ...(licence !== undefined && { licence }) })),
  };
}

/** That the name of a malicious package is like another goes without saying, and what advisories said of a version is not said again. */
function isUseful({ findings }: ScanResult): (claim: Claim) => boolean {
  const told = new Set(
    findings.map(({ rule, locus, attributes }) => JSON.stringify([rule, locus, attributes['version']])),
  );
  const malicious = new Set(
    findings
      .filter(({ rule }) => rule === 'dependencies/malicious-package')
      .map(({ attributes }) => attributes['purl']),
  );
  return ({ rule, locus, attributes }) =>
    !told.has(JSON.stringify([rule, locus, attributes['version']])) &&
    (rule !== 'dependencies/typosquat' || !malicious.has(attributes['purl']));
}

/** A file and a registry may say the same of a package. */
function once(claims: readonly Claim[]): readonly Claim[] {
  return [
    ...new Map(
      claims
        .toReversed()
        .map((claim) => [JSON.stringify([claim.rule, claim.locus, claim.attributes['version']]), claim]),
    ).values(),
  ].toReversed();
}

async function inventoryBefore(
  files: readonly DependencyFile[],
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<readonly DependencyFile[]> {
  const found: DependencyFile[] = [];
  for (const { path, role, packages } of files) {
    if (role !== 'lockfile' || path.includes('!/') || !packages.some(({ runsScripts }) => runsScripts === true))
      continue;
    const bytes = await read(path);
    if (bytes === undefined) continue;
    try {
      const file = readDependencyFile({ path, bytes }, performance.now() + readingMs);
      if (file !== undefined) found.push(file);
    } catch (error) {
      // What could not be read before this change cannot be compared with: as if it were new.
      if (!(error instanceof ReadFailure)) throw error;
    }
  }
  return found;
}

/** Reads files as a commit has them; before the first commit there are none. */
export function fileBefore(place: Place, commit: string): NonNullable<HealthQuestion['before']> {
  const reader = revisionReader(place, commit);
  return async (path) => {
    try {
      const text = await reader.read(path);
      return text === undefined ? undefined : Buffer.from(text);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  };
}

const readingMs = 10_000;

function without(scope: Scope, silent: ReadonlySet<string>): Scope {
  const { ids } = scope.rules;
  if (ids === undefined) return scope;
  const left = ids.filter((id) => !silent.has(id));
  if (left.length === ids.length) return scope;
  const digest = digestJson([scope.rules.digest, 'without', [...silent].sort()]);
  return { ...scope, rules: { ...scope.rules, count: left.length, ids: left, digest } };
}
