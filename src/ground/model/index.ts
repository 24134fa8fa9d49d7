/**
 * The nouns of the house, as schemas with inferred types, and the contracts between rooms. Imports nobody. Functions stand
 * in files without schemas, so that a bundle that only calls them does not load zod.
 */
export { canonicalJson, CanonicalJsonError } from './canonical.ts';
export type { Json } from './canonical.ts';
export { Digest } from './digest.ts';
export { digestBytes, digestJson, shortDigest } from './hash.ts';
export { newId } from './new-id.ts';
export {
  ActorId,
  ControlId,
  DecisionId,
  EntryId,
  EvidenceId,
  FindingId,
  LeaseId,
  OrganisationId,
  PersonId,
  ProjectId,
  RuleId,
  SigningKeyId,
  SubjectId,
  TokenId,
  WebhookId,
} from './ids.ts';
export { Instant } from './instant.ts';
export { endOfLease } from './lease-end.ts';
export { now } from './clock.ts';
export type { ScanPredicate } from './evidence.ts';
export type { DecisionInputs } from './decision.ts';
export type { Clock } from './clock.ts';
export { Stage, stages } from './stage.ts';
export { Subject, SubjectKind } from './subject.ts';
export { Evidence, NotLookedAt, NotLookedAtReason, Scope, ScanPredicateType, Statement } from './evidence.ts';
export { Example, Rule, RuleSchemaVersion, Severity } from './rule.ts';
export { Verification } from './verification.ts';
export { severities, severityRank } from './severity.ts';
export { Claim, Confidence, Finding, FindingStatus, Location, Locus, Repair, TraceStep } from './finding.ts';
export type { Introduction } from './finding.ts';
export { findingId, fingerprint, withFingerprints } from './fingerprint.ts';
export { Control, Mode, Quantifier } from './control.ts';
export { Decision, Reason, Verdict } from './decision.ts';
export { exitCodeOf } from './exit-code.ts';
export { Lease, LeaseKind, LeaseState } from './lease.ts';
export { leaseState } from './lease-state.ts';
export type {
  Analyzer,
  AnalyzerSession,
  AnalyzerSettings,
  Beside,
  Conclusion,
  Extracting,
  Extraction,
  FileFacts,
  FileMeta,
  SourceFile,
} from './analyzer.ts';
export type { ByteRange, Source, SourceDescription, SourceEntry } from './source.ts';
export type { DependencyFile, DependencyFileProblem, DependencyFileRole, ListedPackage } from './inventory.ts';
