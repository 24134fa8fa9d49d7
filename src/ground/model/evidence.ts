import { z } from 'zod';
import { Digest } from './digest.ts';
import { Finding } from './finding.ts';
import { EvidenceId, ProjectId, SubjectId } from './ids.ts';
import { Instant } from './instant.ts';

/** Why something was not looked at. Each makes a decision that needs it `unknown`, never `pass`. */
export const NotLookedAtReason = z.enum([
  'unreadable',
  'too-large',
  'too-deep',
  'binary',
  'timed-out',
  'out-of-memory',
  'parse-failed',
  'changed-while-read',
  'not-a-regular-file',
  'symlink-out-of-root',
  'submodule',
  'lfs-pointer',
  'invalid-encoding',
  'analyzer-failed',
  'rule-timed-out',
  'missing-data',
  'excluded',
]);
export type NotLookedAtReason = z.infer<typeof NotLookedAtReason>;

/** One line under "not looked at". */
export const NotLookedAt = z.strictObject({
  /** Relative path; a directory ends in `/`. Absent when a whole analyzer or rule is meant. */
  path: z.string().max(4096).optional(),
  /** Analyzer or rule that did not look, or several rules with blanks between; absent when none did. */
  by: z.string().max(128).optional(),
  reason: NotLookedAtReason,
  detail: z.string().max(500).optional(),
  /** What would close the gap, for people, where it is not what the reason says. */
  remedy: z.string().max(300).optional(),
  /**
   * True when policy or nature makes the gap harmless (an image has no code, selvedge.yaml excludes it): it is listed
   * and does not make a decision unknown.
   */
  expected: z.boolean().default(false),
});
export type NotLookedAt = z.infer<typeof NotLookedAt>;

/** What evidence covers: absence closes a finding only if newer evidence's scope covers its locus. */
export const Scope = z.strictObject({
  analyzers: z.array(z.strictObject({ id: z.string(), digest: Digest })),
  /** Digest of all rules that ran, and their number. */
  rules: z.strictObject({ digest: Digest, count: z.int().min(0), ids: z.array(z.string()).optional() }),
  source: z.enum(['working-tree', 'index', 'range', 'stdin', 'history', 'archive', 'image-layer', 'unsaved-text']),
  /** `everything`: all of the subject; `paths`: whole files, those named; `ranges`: inserted parts only, which closes nothing. */
  coverage: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everything') }),
    z.strictObject({ kind: z.literal('paths'), paths: z.array(z.string().max(4096)) }),
    z.strictObject({ kind: z.literal('ranges'), paths: z.array(z.string().max(4096)) }),
  ]),
  files: z.int().min(0),
  bytes: z.int().min(0),
  notLookedAt: z.array(NotLookedAt),
});
export type Scope = z.infer<typeof Scope>;

export const ScanPredicateType = 'https://selvedge.dev/evidence/scan/v1';

/** The predicate of a scan, version 1. An unknown version is refused by its type's name. */
export const ScanPredicate = z.strictObject({
  scope: Scope,
  findings: z.array(Finding),
  startedAt: Instant,
  finishedAt: Instant,
  tool: z.strictObject({ name: z.literal('selvedge'), version: z.string() }),
  /** The commit that was checked out or the range that was scanned, where there is one. */
  revision: z
    .strictObject({
      commit: z.string().optional(),
      branch: z.string().optional(),
      base: z.string().optional(),
      dirty: z.boolean().optional(),
    })
    .optional(),
});
export type ScanPredicate = z.infer<typeof ScanPredicate>;

/** An in-toto Statement, v1 (github.com/in-toto/attestation, spec/v1/statement.md). */
export const Statement = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.strictObject({ name: z.string().min(1), digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.literal(ScanPredicateType, {
    error: (issue) => `predicate type ${String(issue.input)} is not known here (known: ${ScanPredicateType})`,
  }),
  predicate: ScanPredicate,
});
export type Statement = z.infer<typeof Statement>;

/** A statement as it is kept: by whom, when, about which registered subject. */
export const Evidence = z.strictObject({
  id: EvidenceId,
  project: ProjectId,
  subject: SubjectId,
  submittedBy: z.string(),
  submittedAt: Instant,
  digest: Digest,
  statement: Statement,
});
export type Evidence = z.infer<typeof Evidence>;
