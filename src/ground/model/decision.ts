import { z } from 'zod';
import { Mode, Quantifier } from './control.ts';
import { Digest } from './digest.ts';
import { ControlId, FindingId, LeaseId } from './ids.ts';
import { Instant } from './instant.ts';
import { Stage } from './stage.ts';

export const Verdict = z.enum(['pass', 'fail', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** One line of a decision's explanation. */
export const Reason = z.discriminatedUnion('kind', [
  /** A finding that the policy does not tolerate; `policies` are the Cedar policy ids that said so (empty: none permitted it). */
  z.strictObject({ kind: z.literal('denied'), finding: FindingId, policies: z.array(z.string()) }),
  /** A finding that a lease covers until `until`. */
  z.strictObject({ kind: z.literal('accepted'), finding: FindingId, lease: LeaseId, until: Instant }),
  /** What was unknown, and what would decide it. */
  z.strictObject({ kind: z.literal('unknown'), what: z.string(), path: z.string().optional(), remedy: z.string() }),
  /** The policy erred on these facts, so its answer is not one. */
  z.strictObject({
    kind: z.literal('policy-error'),
    finding: FindingId.optional(),
    policy: z.string().optional(),
    message: z.string(),
  }),
  /** A bypass lets this subject through this gate. */
  z.strictObject({ kind: z.literal('bypassed'), lease: LeaseId, until: Instant }),
]);
export type Reason = z.infer<typeof Reason>;

/** Digests of everything that went in: the same inputs give the same decision, replayed a year later. */
export const DecisionInputs = z.strictObject({
  control: Digest,
  policy: Digest,
  evidence: z.array(Digest),
  findings: Digest,
  leases: Digest,
});
export type DecisionInputs = z.infer<typeof DecisionInputs>;

/** control × subject × evidence → verdict, with reasons. */
export const Decision = z.strictObject({
  control: ControlId,
  title: z.string(),
  stage: Stage,
  mode: Mode,
  verdict: Verdict,
  /** What the verdict does here: only `blocks` changes an exit code. */
  effect: z.enum(['none', 'notes', 'warns', 'blocks']),
  quantifier: Quantifier,
  /** Findings judged, denied, accepted by a lease. */
  judged: z.int().min(0),
  denied: z.int().min(0),
  accepted: z.int().min(0),
  /** The same as `denied`, for those that the baseline or prior evidence did not have. */
  newlyDenied: z.int().min(0),
  reasons: z.array(Reason),
  enforcedFrom: z.iso.date().optional(),
  at: Instant,
  inputs: DecisionInputs,
});
export type Decision = z.infer<typeof Decision>;
