/** The nouns of the house, as schemas with inferred types, and the contracts between rooms. Imports nobody. */
export { canonicalJson, CanonicalJsonError } from './canonical.ts';
export type { Json } from './canonical.ts';
export { digestBytes, digestJson, Digest, shortDigest } from './digest.ts';
export { newId, ActorId, ControlId, DecisionId, EntryId, EvidenceId, FindingId, LeaseId, OrganisationId, PersonId, ProjectId, RuleId, SigningKeyId, SubjectId, TokenId, WebhookId } from './ids.ts';
export { endOfLease, Instant, now } from './instant.ts';
export type { Clock } from './instant.ts';
export { Stage, stages } from './stage.ts';
export { Subject, SubjectKind } from './subject.ts';
export { Evidence, NotLookedAt, NotLookedAtReason, Scope, ScanPredicate, ScanPredicateType, Statement } from './evidence.ts';
export { Example, Rule, RuleSchemaVersion, Severity, severities, severityRank } from './rule.ts';
export { Claim, Confidence, Finding, FindingStatus, Location, Locus } from './finding.ts';
export { findingId, fingerprint, withFingerprints } from './fingerprint.ts';
export { Control, Mode, Quantifier } from './control.ts';
export { Decision, DecisionInputs, Reason, Verdict, exitCodeOf } from './decision.ts';
export { Lease, LeaseKind, LeaseState, leaseState } from './lease.ts';
export type { Analyzer, AnalyzerSession, Conclusion, Extraction, FileFacts, FileMeta, SourceFile } from './analyzer.ts';
export type { ByteRange, Source, SourceDescription, SourceEntry } from './source.ts';
