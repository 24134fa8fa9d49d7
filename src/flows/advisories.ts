/** Advisories on this machine: from where they come, how old they are, and how they get to machines without a network. */
export { exportAdvisories, verifyAdvisories } from './advisories/export.ts';
export { importAdvisories, syncFromMirror } from './advisories/import.ts';
export type { ImportReport } from './advisories/import.ts';
export { removeAdvisories } from './advisories/remove.ts';
export { advisoriesStatus } from './advisories/status.ts';
export type { AdvisoriesStatus, SourceStatus } from './advisories/status.ts';
export { syncAdvisories } from './advisories/sync.ts';
export type { SyncReport } from './advisories/sync.ts';
export type { FeedProgress, SourceOutcome, TakenBundle } from '#observe/feeds';
