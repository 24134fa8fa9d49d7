/** The verifiable log: append in the caller's transaction, get a place, prove it. */
export { append } from './entry.ts';
export { eraseBody, listEntries, readEntry } from './entries.ts';
export type { Entry } from './entries.ts';
export { LedgerError } from './errors.ts';
export { ledgerHealth } from './health.ts';
export type { LedgerHealth } from './health.ts';
export { openKeys } from './keys.ts';
export type { LogKeys } from './keys.ts';
export { beginLog, readLogs, replaceLostKey, rotateKey } from './log.ts';
export type { Log } from './log.ts';
export { consistencyProof, currentLog, inclusionProof, placeOf, readCheckpoint, readTile } from './published.ts';
export { startSequencer } from './sequencer.ts';
export type { Sequencer } from './sequencer.ts';
