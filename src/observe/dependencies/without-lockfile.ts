import type { DependencyFile, NotLookedAt } from '#ground/model';
import { notLocked, unlocked } from './disagreements.ts';
import { nameOf, partsOf } from './names.ts';
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

/** Manifests that ask for what their lockfile does not have. `files`: all of a project's, or those of one change. */
export function outsideLockfile(files: readonly DependencyFile[]): NotLookedAt[] {
  return notLocked(files).flatMap(({ manifest, lockfile, packages }) => {
    const names = packages
      .filter(({ purl }) => ecosystemOf(purl) !== undefined)
      .map(({ purl }) => nameOf(partsOf(purl)));
    if (names.length === 0) return [];
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
    const detail = `${lockfile.path} does not have ${names.slice(0, mostNames).join(', ')}${more}: what is installed of it is not known`;
    return [
      {
        path: manifest.path,
        by: matchingRules,
        reason: 'missing-data',
        detail: detail.slice(0, 500),
        remedy: 'let the package manager write the lockfile anew, and commit it',
        expected: false,
      },
    ];
  });
}

const mostNames = 5;
