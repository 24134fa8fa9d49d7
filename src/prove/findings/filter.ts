import type { FindingId, FindingStatus, ProjectId, RuleId, Severity, SubjectId } from '#ground/model';

/** Which findings: all members must hold, several values of one are alternatives, an absent one is no condition. */
export interface FindingFilter {
  readonly project?: ProjectId | undefined;
  readonly subject?: SubjectId | undefined;
  readonly status?: readonly FindingStatus[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly rule?: readonly RuleId[] | undefined;
  /** Paths that begin so. */
  readonly path?: string | undefined;
  /** In message, path, rule or symbol, in any case. */
  readonly q?: string | undefined;
  /** Only these: a decision's, say. */
  readonly among?: readonly FindingId[] | undefined;
}

/** Where a page ended: the members by which a list is ordered. */
export interface Position {
  readonly rank: number;
  readonly project: ProjectId;
  readonly path: string;
  readonly line: number;
  readonly id: FindingId;
}
