import { type ReportedFinding, type RuleDoc, rulesOf, type ScanReport, Workspace } from '#flows/workspace';

/** A project that an editor has files of: what was found in each, and what its rules say. */
export class OpenProject {
  readonly root: string;
  rules: ReadonlyMap<string, RuleDoc> = new Map();
  private readonly workspace: Workspace;
  private readonly warn: (text: string) => void;
  private readonly found = new Map<string, readonly ReportedFinding[]>();
  private readonly told = new Set<string>();
  /** One look at a time, in order. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(root: string, warn: (text: string) => void) {
    this.root = root;
    this.workspace = new Workspace(root);
    this.warn = warn;
  }

  findingsIn(path: string): readonly ReportedFinding[] {
    return this.found.get(path) ?? [];
  }

  /** Looks at everything; what cannot be done is said once. */
  scan(onProgress: (done: number, of: number) => void): Promise<void> {
    return this.next(async () => {
      await this.workspace.scan(({ filesDone, filesSeen }) => onProgress(filesDone, filesSeen));
    });
  }

  /** What is found in this text; undefined when that cannot be told. */
  async check(path: string, text: string): Promise<ScanReport | undefined> {
    let report: ScanReport | undefined;
    await this.next(async () => {
      report = await this.workspace.check(path, text);
      this.found.set(
        path,
        report.findings.filter(({ location }) => location.path === path),
      );
      if (report.findings.some(({ rule }) => !this.rules.has(rule))) this.rules = await rulesOf(report);
    });
    return report;
  }

  saved(path: string): void {
    if (path === 'selvedge.yaml' || path.startsWith('.selvedge/')) this.workspace.forget();
  }

  private next(work: () => Promise<void>): Promise<void> {
    const run = this.last.then(work).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (this.told.size < 20 && !this.told.has(text)) this.warn(text);
      this.told.add(text);
    });
    this.last = run;
    return run;
  }
}
