/** From lowest to highest. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;

/** 0 for low … 3 for critical. */
export function severityRank(severity: (typeof severities)[number]): number {
  return severities.indexOf(severity);
}
