/**
 * Published advisories about packages: one compact index on disk of what many sources say, and the matcher. Whoever fetches hands records to
 * updateSource; whoever asks opens the index. Feeds are hostile: everything is bounded, nothing of a record is trusted.
 */
export { openAdvisories } from './advisories.ts';
export type { Advisories, SourcedFact } from './advisories.ts';
export type { Advisory } from './advisory.ts';
export { AdvisoryIndexError } from './bytes.ts';
export type { AdvisoryIndexErrorCode } from './bytes.ts';
export type { Standing } from './freshness.ts';
export { knownRecords } from './known.ts';
export type { KnownRecords } from './known.ts';
export { locked } from './lock.ts';
export { changedKeys } from './change.ts';
export { manifestName, manifestTime, parseManifest, readManifest } from './manifest.ts';
export type { Manifest, SegmentManifest, SourceManifest, SourceState } from './manifest.ts';
export { parseOsv } from './osv.ts';
export type { ParsedOsv } from './osv.ts';
export type { Epss, Exploited, Fact, FactRecord } from './overlays.ts';
export { packageKeyOf, packageKindOf, packageKindOfEcosystem } from './package-key.ts';
export type { PackageKey } from './package-key.ts';
export type { Conflict, Match, UnknownReason } from './match.ts';
export type { AdvisoryKind, AdvisoryReference, SeverityVector, VulnerableSymbols } from './record.ts';
export type { OsvInput, RecordsContent } from './records-update.ts';
export { removeSource, replaceIndex, updateSource } from './update.ts';
export type { SourceContent, SourceUpdate, UpdateReport } from './update.ts';
