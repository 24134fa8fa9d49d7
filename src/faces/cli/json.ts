import type { ScanReport } from '#flows/scan';

/** Raised when a reader of the older form would be misled; what is merely added does not raise it. */
export const jsonVersion = 1;

/** The report for programs, version 1: its shape is `ScanReportDocument` (docs/scan-report.schema.json). */
export function json(report: ScanReport): string {
  const { root: _root, source, ...rest } = report;
  const { root: _sourceRoot, ...described } = source;
  // Paths of this machine stay on it: what is scanned is named by its project, and files by their path in it.
  return `${JSON.stringify({ version: jsonVersion, kind: 'selvedge-scan', ...rest, source: described, ledger: null }, undefined, 2)}\n`;
}
