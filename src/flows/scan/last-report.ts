import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestBytes } from '#ground/model';
import { cacheHome } from '#ground/places';
import { keepInCache } from './cache-file.ts';
import type { ScanReport } from './report.ts';

const kind = 'selvedge-last-report/1';

/** Keeps a report with findings for `selvedge explain` and `accept`. Holds redactions, never a secret's value. */
export function keepLastReport(report: ScanReport): void {
  if (report.findings.length > 0) keepInCache(fileOf(report.root), JSON.stringify({ kind, report }));
}

/** The last report with findings of the project in `root`, or undefined. */
export function lastReport(root: string): ScanReport | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileOf(root), 'utf8')) as { kind?: string; report: ScanReport }; // this program wrote it
    return kept.kind === kind ? kept.report : undefined;
  } catch {
    return undefined;
  }
}

function fileOf(root: string): string {
  return join(cacheHome(), 'reports', `${digestBytes(root).slice('sha256:'.length)}.json`);
}
