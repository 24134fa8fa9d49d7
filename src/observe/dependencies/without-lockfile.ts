import type { DependencyFile, NotLookedAt } from '#ground/model';
import { unlocked } from './disagreements.ts';
import { ecosystemOf, matchingRules } from './standing.ts';

/**
 * Manifests that no lockfile goes with: which versions are installed, and what those bring in, is not known. `files`: all of a project's.
 */
export function withoutLockfile(files: readonly DependencyFile[]): NotLookedAt[] {
  // Where nobody publishes advisories, a lockfile would not tell more.
  const asked = unlocked(files).filter(({ packages }) => packages.some(({ purl }) => ecosystemOf(purl) !== undefined));
  return asked.map(({ path, packages }) => ({
    path,
    by: matchingRules,
    reason: 'missing-data',
    detail: `no lockfile goes with it: what its ${packages.length === 1 ? 'dependency brings' : `${packages.length} dependencies bring`} in is not known`,
    remedy: 'commit a lockfile, or an SBOM of what is built',
    expected: false,
  }));
}
