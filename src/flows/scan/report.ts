import type { Tier } from '#prove/findings';
import type {
  Decision,
  Finding,
  FindingId,
  Instant,
  Lease,
  ProjectId,
  RuleId,
  Scope,
  Severity,
  SourceDescription,
  Stage,
  Verification,
} from '#ground/model';

/** What a scan and its decisions came to: the one value that every format, the page and `explain` show. */
export interface ScanReport {
  readonly tool: { readonly name: 'selvedge'; readonly version: string };
  readonly project: { readonly id?: ProjectId; readonly name: string };
  /** Absolute path of what was scanned. */
  readonly root: string;
  readonly stage: Stage;
  readonly source: SourceDescription;
  /** As it was asked for: `main`; the source's `base` is the commit where the branches parted. */
  readonly since?: string;
  readonly declared: DeclaredIn;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly scope: Scope;
  /** Sorted by path and position, under the ids that the baseline's findings keep. */
  readonly findings: readonly ReportedFinding[];
  /** Against a baseline only: what is gone, and what is absent but was not looked at. */
  readonly closed: readonly AbsentFinding[];
  readonly keptOpen: readonly AbsentFinding[];
  readonly decisions: readonly Decision[];
  /** What the project's own rules that found something say about themselves. */
  readonly ownRules: readonly RuleDoc[];
  /** What providers said, where they were asked. */
  readonly verification?: VerificationSummary;
  /** What the given reports say of the change, where new code was judged. */
  readonly quality?: QualitySummary;
  /** Exceptions that cover findings of this scan. */
  readonly exceptions: readonly Lease[];
  readonly stats: { readonly seconds: number; readonly threads: number; readonly cached: number };
  readonly exitCode: 0 | 1 | 3;
}

/** Where controls and exceptions were read: from `merge` on, what is scanned cannot absolve itself (house law 8). */
export type DeclaredIn =
  | { readonly from: 'working-tree' }
  | { readonly from: 'revision'; readonly revision: string; readonly commit: string };

/** What providers said of a scan's secrets. */
export interface VerificationSummary {
  readonly live: number;
  readonly dead: number;
  readonly unknown: number;
  /** Secrets whose rule knows no way to ask. */
  readonly notAsked: number;
  /** Why nothing is known of some, each once. */
  readonly reasons: readonly string[];
}

/** What reports say of a change. Others wrote them: they are evidence from outside, taken at their word. */
export interface QualitySummary {
  /** Of the lines that the change adds and that the reports know. */
  readonly coverage?: {
    readonly executable: number;
    readonly covered: number;
    /** Rounded down; absent: there is no such line. */
    readonly percent?: number;
    readonly limit: number;
    readonly isEnough: boolean;
    readonly reports: readonly { readonly path: string; readonly format: string; readonly digest: string }[];
  };
  readonly tests?: {
    readonly ran: number;
    readonly failed: number;
    readonly skipped: number;
    readonly reports: readonly { readonly path: string; readonly digest: string }[];
  };
}

/** A finding of the baseline that this scan does not have. */
export interface AbsentFinding {
  readonly id: FindingId;
  readonly rule: RuleId;
  readonly path: string;
  readonly because: string;
}

/** A finding with what the decisions made of it. */
export interface ReportedFinding extends Finding {
  /** `known`: the baseline has it. Without a baseline each is `new`. */
  readonly standing: 'new' | 'known';
  /** How it was paired with the baseline's, and why, for people. Absent without a baseline. */
  readonly tier?: Tier;
  readonly because?: string;
  /** Why a comment beside it that allows it does not count, for people. */
  readonly note?: string;
  /** The strongest thing that a decision does about it; `accepted` when an exception covers it. */
  readonly effect: 'blocks' | 'warns' | 'notes' | 'accepted' | 'none';
}

/** What a rule says about itself, for people. */
export interface RuleDoc {
  readonly id: RuleId;
  readonly title: string;
  readonly finds: string;
  readonly why: string;
  readonly severity: Severity;
  /** Who issued a secret; `none` where nobody did. */
  readonly provider?: string;
  /** The page on which it is revoked. */
  readonly revokeAt?: string;
  /** How to ask the provider whether it is live. */
  readonly verify?: Verification;
  readonly references: readonly string[];
  readonly fix: string;
  readonly examples?: { readonly bad: readonly string[]; readonly good: readonly string[] };
}

/** Everything that a format needs: the report, and what is looked up for it. */
export interface Presentation {
  readonly report: ScanReport;
  readonly rules: ReadonlyMap<string, RuleDoc>;
}
