import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdOpen, type RuleDoc, ruleDocs, scanAndDecide, type ScanProgress, type ScanReport } from './scan.ts';
import { placeOf } from './scan/place.ts';

export type { ReportedFinding, RuleDoc, ScanReport } from './scan.ts';
export { version } from './version.ts';

/** The folder of the project that a file (absolute, there or not yet) lies in: with a selvedge.yaml, or of the repository, or its own. */
export function rootOfProject(path: string): string {
  let at = path;
  while (!existsSync(at) && at !== dirname(at)) at = dirname(at);
  const { root, repository } = placeOf(at, false);
  return existsSync(join(root, 'selvedge.yaml')) ? root : (repository?.workTree ?? root);
}

/** What the rules of a report's findings say. */
export function rulesOf(report: ScanReport): Promise<ReadonlyMap<string, RuleDoc>> {
  return ruleDocs(report.ownRules, new Set(report.findings.map(({ rule }) => rule)));
}

/** A project that stays open in an editor or with an agent: scanned whole once, and then text by text as people write. */
export class Workspace {
  /** A folder of the project, absolute. */
  readonly path: string;
  private held: ReturnType<typeof holdOpen> | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Scans everything as it is on disk. What crosses files is known from then on. Throws as `scanAndDecide`. */
  async scan(onProgress?: (progress: ScanProgress) => void): Promise<ScanReport> {
    const report = await scanAndDecide({
      path: this.path,
      source: { kind: 'working-tree' },
      ...(onProgress !== undefined && { onProgress }),
    });
    this.held = undefined;
    return report;
  }

  /** What would be found in the file at `path` (relative to the project) if this were its text. Throws as `scanAndDecide`. */
  async check(path: string, text: string): Promise<ScanReport> {
    this.held ??= holdOpen(this.path);
    return scanAndDecide({
      path: this.path,
      source: { kind: 'stdin', path, bytes: Buffer.from(text) },
      held: await this.held,
    });
  }

  /** Rules, exceptions or controls changed: what was loaded of them is stale. */
  forget(): void {
    this.held = undefined;
  }
}
