import { z } from 'zod';
import { Digest } from './digest.ts';
import { FindingId, LeaseId, SubjectId } from './ids.ts';
import { Instant } from './instant.ts';
import { Stage } from './stage.ts';

export const LeaseKind = z.enum(['exception', 'bypass', 'grant', 'switch']);
export type LeaseKind = z.infer<typeof LeaseKind>;

/** A change that someone was allowed to make, for a reason, until a time. */
export const Lease = z.strictObject({
  version: z.literal(1),
  id: LeaseId,
  kind: LeaseKind,
  /** What it covers: an exception names a finding; a bypass a stage of a subject. */
  covers: z.strictObject({
    finding: FindingId.optional(),
    subject: SubjectId.optional(),
    stage: Stage.optional(),
    rule: z.string().optional(),
  }),
  requester: z.string().min(1).max(256),
  /** Absent while nobody has approved it: it has not started. */
  approver: z.string().min(1).max(256).optional(),
  reason: z.string().min(10).max(2000),
  requestedAt: Instant,
  /** At approval, never before. */
  start: Instant.optional(),
  end: Instant,
  endedEarlyAt: Instant.optional(),
  /** Digests that must still hold, by name; when one changes the lease lapses. */
  premises: z.record(z.string(), Digest).default({}),
});
export type Lease = z.infer<typeof Lease>;

export const LeaseState = z.enum(['requested', 'active', 'lapsed', 'expired', 'ended']);
export type LeaseState = z.infer<typeof LeaseState>;
