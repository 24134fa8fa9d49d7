import { judgeLicence, type LicencePolicy, parseLicence } from '#ground/licences';
import type { Claim, DependencyFile, ListedPackage, NotLookedAt } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { claimOf, eachPackage } from './claim.ts';

/** What a project may be made of, with the packages that somebody looked at and accepted. */
export interface DeclaredPolicy extends LicencePolicy {
  /** `pkg:npm/name`, with a version or for all of them; a licence, where it was accepted under that one alone. */
  readonly exceptions?: readonly { readonly package: string; readonly licence?: string }[];
}

export interface LicenceHealth {
  readonly claims: readonly Claim[];
  readonly notLookedAt: readonly NotLookedAt[];
}

const rule = 'dependencies/licence';

/**
 * Holds the licences that files name to the project's policy; `registry`: what a registry said where the file says nothing, by purl. A licence
 * that nobody names is not known, which is told for each file. Pure.
 */
export function licenceHealth(
  files: readonly DependencyFile[],
  policy: DeclaredPolicy,
  registry: ReadonlyMap<string, string> = new Map(),
): LicenceHealth {
  const claims: Claim[] = [];
  const notLookedAt: NotLookedAt[] = [];
  for (const file of files) {
    if (file.role === 'reference' || file.role === 'manifest') continue;
    const unnamed: string[] = [];
    for (const listed of eachPackage(file)) {
      const written = listed.licence ?? registry.get(listed.purl);
      if (isAccepted(listed, written, policy)) continue;
      if (written === undefined) unnamed.push(listed.purl);
      else claims.push(...judged(file, listed, written, policy));
    }
    if (unnamed.length > 0) notLookedAt.push(untold(file.path, unnamed));
  }
  return { claims, notLookedAt };
}

function judged(file: DependencyFile, listed: ListedPackage, written: string, policy: LicencePolicy): Claim[] {
  const expression = parseLicence(written);
  const shown = written.trim().slice(0, 200);
  const { verdict, because } =
    expression === undefined ? { verdict: 'unknown' as const, because: [shown] } : judgeLicence(expression, policy);
  if (verdict === 'allowed') return [];
  const decides = because.slice(0, 5).join(', ');
  return [
    claimOf(file, listed, {
      rule,
      severity: verdict === 'denied' ? 'medium' : 'low',
      confidence: verdict === 'denied' ? 'certain' : 'possible',
      says:
        verdict === 'denied'
          ? `is under ${shown}, and the project's policy does not allow ${decides}`
          : `is under ${shown}, of which the project's policy cannot tell whether it allows it`,
      attributes: { licence: shown, verdict },
    }),
  ];
}

function isAccepted(
  { purl }: ListedPackage,
  licence: string | undefined,
  { exceptions = [] }: DeclaredPolicy,
): boolean {
  const name = withoutVersion(purl);
  return exceptions.some(
    (exception) =>
      (exception.package === purl || exception.package === name) &&
      (exception.licence === undefined || exception.licence === licence),
  );
}

function untold(path: string, purls: readonly string[]): NotLookedAt {
  const some = purls.slice(0, 3).join(', ');
  const count = purls.length === 1 ? 'the licence of 1 package' : `the licences of ${purls.length} packages`;
  return {
    path,
    by: rule,
    reason: 'missing-data',
    detail: `${count} is not known: ${some}${purls.length > 3 ? ', …' : ''}`
      .replace('packages is', 'packages are')
      .slice(0, 500),
    remedy: 'scan with --health, which asks the registries',
    expected: false,
  };
}
