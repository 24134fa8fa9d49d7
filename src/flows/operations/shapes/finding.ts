import { z } from 'zod';
import {
  Confidence,
  ControlId,
  DecisionId,
  Decision,
  Digest,
  EvidenceId,
  FindingId,
  FindingStatus,
  Instant,
  Location,
  Locus,
  ProjectId,
  Repair,
  RuleId,
  Severity,
  Stage,
  SubjectId,
  TraceStep,
  Verdict,
} from '#ground/model';
import { ExceptionRecord } from './exception.ts';
import { named } from '#ground/operations';

/** A finding as a list shows it. */
export const FindingSummary = named(
  'FindingSummary',
  z.object({
    id: FindingId,
    project: ProjectId,
    subject: SubjectId,
    rule: RuleId,
    severity: Severity,
    confidence: Confidence,
    status: FindingStatus,
    message: z.string(),
    location: Location,
    /** The matched text, redacted. */
    excerpt: z.string().optional(),
    firstSeen: Instant,
    lastSeen: Instant,
    closedAt: Instant.optional(),
    /** The end of the exception that accepts it. */
    acceptedUntil: Instant.optional(),
  }),
);
export type FindingSummary = z.output<typeof FindingSummary>;

/** One step in a finding's life, and why it was taken. */
const FindingEvent = named(
  'FindingEvent',
  z.object({
    at: Instant,
    kind: z.enum(['opened', 'seen', 'moved', 'kept-open', 'closed', 'reopened', 'appeared', 'left']),
    /** How the matcher knew that it is the same one; absent where it did not have to. */
    tier: z.string().optional(),
    because: z.string(),
    evidence: EvidenceId,
    location: Location.optional(),
  }),
);

/** What the rule says about itself, where the server knows the rule. */
export const RuleText = named(
  'RuleText',
  z.object({
    title: z.string(),
    finds: z.string(),
    why: z.string(),
    fix: z.string(),
    references: z.array(z.string()),
    examples: z.object({ bad: z.array(z.string()), good: z.array(z.string()) }).optional(),
  }),
);

export const FindingDetail = named(
  'FindingDetail',
  FindingSummary.extend({
    fingerprint: Digest,
    locus: Locus,
    context: z.object({ startLine: z.int().min(1), lines: z.array(z.string()) }).optional(),
    /** The way from source to sink as the evidence has it that saw the finding last, secrets redacted. */
    trace: z.array(TraceStep).optional(),
    /** What `selvedge fix --code` would do about it. */
    repair: Repair.pick({ title: true }).strip().optional(),
    attributes: z.record(z.string(), z.union([z.string(), z.int(), z.boolean()])),
    ruleText: RuleText.optional(),
    /** Where it is and was, as far as scans named their branch; those that have it first. */
    branches: z.array(
      z.object({
        branch: z.string(),
        state: z.enum(['present', 'gone']),
        since: Instant,
        goneAt: Instant.optional(),
        lastScan: Instant,
      }),
    ),
    /** Newest first. */
    history: z.array(FindingEvent),
    exceptions: z.array(ExceptionRecord),
    /** The latest decision of each control and stage that this finding counts against. */
    decisions: z.array(
      z.object({
        id: DecisionId,
        control: ControlId,
        title: z.string(),
        stage: Stage,
        verdict: Verdict,
        effect: Decision.shape.effect,
      }),
    ),
  }),
);

/** The members of an input that choose findings. All must hold; several values of one are alternatives. */
export const findingFilter = {
  project: ProjectId.optional(),
  subject: SubjectId.optional(),
  status: z.array(FindingStatus).max(3).optional(),
  severity: z.array(Severity).max(4).optional(),
  rule: z.array(RuleId).max(50).optional(),
  /** Paths that begin so. */
  path: z.string().max(4096).optional(),
  /** In the message, path or rule, in any case. */
  q: z.string().max(200).optional(),
  /** Named by a latest decision with this effect: a decision counts all, and names its first thousand. */
  effect: Decision.shape.effect.optional(),
};
