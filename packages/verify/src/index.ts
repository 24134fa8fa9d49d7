/** The verifier of a Selvedge log and of signed evidence. Runs in Node and in a browser; depends on nothing. */
export { decodeBase64, encodeBase64, hex, utf8 } from './bytes.ts';
export { canonicalJson } from './canonical.ts';
export { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
export type { Checkpoint } from './checkpoint.ts';
export { inTotoPayloadType, parseEnvelope, preAuthEncoding, verifyEnvelope } from './dsse.ts';
export type { Envelope, EvidenceKey } from './dsse.ts';
export { verifyEd25519 } from './ed25519.ts';
export { VerificationError } from './error.ts';
export type { VerificationErrorCode } from './error.ts';
export { commitmentOf, encodeLeaf, parseLeaf, verifyCommitment } from './leaf.ts';
export type { Leaf } from './leaf.ts';
export {
  emptyRoot,
  hashLength,
  leafHash,
  maxSize,
  nodeHash,
  RootBuilder,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
export type { Consistency, Hash, Inclusion } from './merkle.ts';
export {
  formatNote,
  formatVerifierKey,
  keyIdOf,
  parseNote,
  parseVerifierKey,
  verifierKey,
  verifyNote,
} from './note.ts';
export type { Note, NoteSignature, VerifierKey } from './note.ts';
export { consistencyProof, inclusionProof, rootFromTiles } from './proofs.ts';
export type { ReadHashTile } from './proofs.ts';
export { consistencyRanges, inclusionRanges } from './ranges.ts';
export type { Range } from './ranges.ts';
export { httpFiles } from './http.ts';
export { findEntry, proveEntry, proveEverything, proveGrowth, readCheckpoint } from './log.ts';
export type { LogFiles, Progress, SignedCheckpoint } from './log.ts';
export { followSuccession } from './succession.ts';
export type { Succession } from './succession.ts';
export { sha256 } from './sha256.ts';
export {
  decodeEntries,
  decodeHashes,
  encodeEntries,
  maxEntryLength,
  parseTilePath,
  tilePath,
  tileWidth,
  widthInTree,
} from './tiles.ts';
export type { Tile } from './tiles.ts';
