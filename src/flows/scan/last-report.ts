import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestBytes } from '#ground/model';
import { cacheHome } from '#ground/places';
import type { ScanReport } from './report.ts';

const kind = 'selvedge-last-report/1';

/** Keeps a report with findings for `selvedge explain` and `accept`. Holds redactions, never a secret's value. */
export async function keepLastReport(report: ScanReport): Promise<void> {
  if (report.findings.length === 0) return;
  const file = fileOf(report.root);
  try {
    await mkdir(dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}.tmp`;
    await writeFile(fresh, JSON.stringify({ kind, report }), { mode: 0o600 });
    await rename(fresh, file);
  } catch {
    // A read-only home or a full disk: the scan itself is not worse for it.
    return;
  }
}

/** The last report with findings of the project in `root`, or undefined. */
export async function lastReport(root: string): Promise<ScanReport | undefined> {
  try {
    const kept = JSON.parse(await readFile(fileOf(root), 'utf8')) as { kind?: string; report: ScanReport }; // this program wrote it
    return kept.kind === kind ? kept.report : undefined;
  } catch {
    return undefined;
  }
}

function fileOf(root: string): string {
  return join(cacheHome(), 'reports', `${digestBytes(root).slice('sha256:'.length)}.json`);
}
