import type { Control, Digest, Finding, FindingId, Instant, Lease, Scope, Stage } from '#ground/model';
import type { PolicyTable } from '#ground/policy';

/** Evidence as decisions need it: what was looked at, when, and what was found. */
export interface GatheredEvidence {
  readonly digest: Digest;
  readonly scope: Scope;
  readonly submittedAt: Instant;
  /** When the scan ended, by its own word; absent: when it was submitted. Old evidence stays old, however late it comes. */
  readonly finishedAt?: Instant;
  readonly findings: readonly Finding[];
}

export interface DecideInput {
  readonly controls: readonly Control[];
  readonly stage: Stage;
  /** The subject's id; without a server, any name of it that stays. */
  readonly subject: string;
  readonly evidence: readonly GatheredEvidence[];
  readonly leases: readonly Lease[];
  /**
   * Findings of what the change goes to: to policies, they are not new. Whoever hands them in vouches that they were not
   * made by the change itself: at merge they come from the target branch. Absent: every finding is new.
   */
  readonly baseline?: ReadonlySet<FindingId>;
  /** Findings of earlier evidence about the same subject. They change what is counted as newly denied, and no verdict. */
  readonly prior?: ReadonlySet<FindingId>;
  /** Today's digests of what leases rest on, by the premises' names; `control:<id>` is added for each control. */
  readonly premises?: Readonly<Record<string, Digest>>;
  /** Answers of Cedar that are known beforehand, for policies that have them: they change what a decision costs, not what it says. */
  readonly tables?: readonly PolicyTable[];
  readonly at: Instant;
}
