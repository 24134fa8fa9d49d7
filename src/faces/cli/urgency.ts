import type { ReportedFinding } from '#flows/scan';

/** What blocks first, then by severity and confidence; the order of the files within. */
export function byUrgency(findings: readonly ReportedFinding[]): ReportedFinding[] {
  return [...findings].sort(
    (a, b) =>
      urgency[a.effect] - urgency[b.effect] ||
      Number(a.standing === 'known') - Number(b.standing === 'known') ||
      severityOrder[a.severity] - severityOrder[b.severity] ||
      priorityOf(b) - priorityOf(a) ||
      confidenceOrder[a.confidence] - confidenceOrder[b.confidence],
  );
}

/** Where one was worked out. */
function priorityOf({ attributes: { priority } }: ReportedFinding): number {
  return typeof priority === 'number' ? priority : 0;
}

const urgency: Readonly<Record<ReportedFinding['effect'], number>> = {
  blocks: 0,
  warns: 1,
  notes: 2,
  accepted: 3,
  none: 4,
};
const severityOrder: Readonly<Record<ReportedFinding['severity'], number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
};
const confidenceOrder: Readonly<Record<ReportedFinding['confidence'], number>> = { certain: 0, likely: 1, possible: 2 };
