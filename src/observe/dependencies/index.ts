/** What a project is made of, and what published advisories say about it. Matching is pure: who calls it brings the advisories. */
export { analyzer } from './analyzer.ts';
export { deprecations } from './deprecations.ts';
export { disagreements, withoutLocked } from './disagreements.ts';
export { endsOfLife } from './ends.ts';
export { inventoryOf } from './knowledge.ts';
export { installedPackages, matchInventory } from './match.ts';
export type { Affected, Matching, Rating } from './match.ts';
export { outsideLockfile, withoutLockfile } from './without-lockfile.ts';
export { matchingRules } from './standing.ts';
export { mayListDependencies } from './paths.ts';
