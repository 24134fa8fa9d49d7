/** Statements: signed and verified (DSSE), kept, found by subject and scope. */
export { Envelope, openEnvelope, signStatement } from './dsse.ts';
export { EvidenceError } from './error.ts';
export { keysInUse, listKeys, registerKey, revokeKey } from './keys.ts';
export { currentEvidence, findByDigest, keepEvidence, newestOf, readEvidence, sealStatement } from './store.ts';
export type { EvidenceScope, SealedStatement } from './store.ts';
