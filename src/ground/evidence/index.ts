/** Statements: signed and verified (DSSE), kept, found by subject and scope. */
export { Envelope, inTotoPayloadType, keyIdOf, openEnvelope, readPublicKey, signStatement } from './dsse.ts';
export type { KnownKey, OpenedEnvelope } from './dsse.ts';
export { EvidenceError } from './error.ts';
export { keysInUse, listKeys, registerKey, revokeKey } from './keys.ts';
export type { SigningKey } from './keys.ts';
export { currentEvidence, keepEvidence, readEvidence } from './store.ts';
export type { EvidenceScope, NewEvidence } from './store.ts';
