import type { Claim, DependencyFile, ListedPackage } from '#ground/model';
import { claimOf, eachPackage, isOfRegistry, nameOf, partsOf, type Verdict } from './claim.ts';
import { type Lookalike, lookalikeOf } from './lookalike.ts';

/** What the files themselves tell: names that could be mistaken for popular ones, and what its publisher deprecated. Pure; asks nobody. */
export function offlineHealth(files: readonly DependencyFile[]): Claim[] {
  const told = new Set<string>();
  // A manifest names again what the lockfiles have.
  const inOrder = [
    ...files.filter(({ role }) => role === 'lockfile'),
    ...files.filter(({ role }) => role === 'manifest'),
  ];
  return inOrder.flatMap((file) => {
    // Names are mistyped by whoever writes them down: what others brought in, their own manifests name.
    const tellsDirect = file.packages.some(({ direct }) => direct === true);
    const claims = [...eachPackage(file)].flatMap((listed) => [
      ...(tellsDirect && listed.direct !== true ? [] : lookalike(file, listed)),
      ...deprecated(file, listed),
    ]);
    if (file.role === 'manifest') return claims.filter((claim) => !told.has(nameIn(claim)));
    for (const claim of claims) told.add(nameIn(claim));
    return claims;
  });
}

function nameIn({ rule, locus }: Claim): string {
  return `${rule} ${locus.kind === 'package' ? locus.purl : ''}`;
}

function lookalike(file: DependencyFile, listed: ListedPackage): Claim[] {
  if (!isOfRegistry(listed)) return [];
  const parts = partsOf(listed.purl);
  const found = lookalikeOf(parts.type, nameOf(parts));
  if (found === undefined) return [];
  const verdict: Verdict = {
    rule: 'dependencies/typosquat',
    severity: 'high',
    confidence: found.how === 'shapes' || found.how === 'letters' || found.how === 'scope' ? 'likely' : 'possible',
    says: `could be mistaken for ${found.model}: ${inWords[found.how]}`,
    attributes: { model: found.model, likeness: found.how },
  };
  return [claimOf(file, listed, verdict)];
}

const inWords: Readonly<Record<Lookalike['how'], string>> = {
  letters: 'one letter is added, missing, changed or swapped',
  shapes: 'letters of it look like those of the other',
  separators: 'only hyphens, underscores and dots differ',
  words: 'the same words stand in another order',
  scope: 'its scope is almost the other’s',
};

function deprecated(file: DependencyFile, listed: ListedPackage): Claim[] {
  if (listed.deprecated === undefined) return [];
  const words = listed.deprecated.trim();
  const verdict: Verdict = {
    rule: 'dependencies/deprecated',
    severity: 'low',
    confidence: 'certain',
    says: `is deprecated by its publisher${words === '' ? '' : `: ${words.slice(0, 300)}`}`,
  };
  return [claimOf(file, listed, verdict)];
}
