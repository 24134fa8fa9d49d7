import { isAbsolute, relative, resolve, sep } from 'node:path';
import { applyEdits } from '#act/fixes';
import { type Explanation, explain } from './explain.ts';
import { applyPatch, PatchError } from './agent/patch.ts';
import { readInside } from './scan/readers.ts';
import { type ReportedFinding, scanAndDecide, type ScanReport } from './scan.ts';
import { rootOfProject, Workspace } from './workspace.ts';

export type { Explanation } from './explain.ts';
export type { ReportedFinding, RuleDoc, ScanReport } from './scan.ts';
export { rulesOf } from './workspace.ts';

/** What was found in texts that need not be on disk. */
export interface TextReport {
  readonly reports: readonly ScanReport[];
  /** Those that count: of a diff, those that its added lines have a part in. */
  readonly findings: readonly ReportedFinding[];
}

export interface FixedText {
  readonly text: string;
  readonly repaired: readonly ReportedFinding[];
  readonly left: readonly ReportedFinding[];
}

/** What an agent asked that cannot be done; its message says what, and what to do instead. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
}

/** One project as an agent sees it: what is written is checked before it is written. Nothing is written here, and nothing leaves the machine. */
export class Agent {
  readonly root: string;
  private readonly workspace: Workspace;
  private isScanned = false;

  /** `path`: absolute, in the project. */
  constructor(path: string) {
    this.root = rootOfProject(path);
    this.workspace = new Workspace(this.root);
  }

  /** All of the project, what is staged, or what was added since a revision. Throws as `scanAndDecide`. */
  async scan(source: 'everything' | 'staged' | { readonly since: string }): Promise<ScanReport> {
    if (source === 'everything') {
      this.isScanned = true;
      return this.workspace.scan();
    }
    return scanAndDecide({
      path: this.root,
      source: source === 'staged' ? { kind: 'staged' } : { kind: 'since', revision: source.since },
    });
  }

  /** What would be found in a file if this were its text; without a text, in the file as it is. Throws AgentError. */
  async check(path: string, text?: string): Promise<TextReport> {
    const inside = this.inside(path);
    const report = await this.look(inside, text ?? this.textOf(inside));
    return { reports: [report], findings: report.findings.filter(({ location }) => location.path === inside) };
  }

  /** What a unified diff would bring into the project. Throws AgentError. */
  async checkDiff(diff: string): Promise<TextReport> {
    let files;
    try {
      files = applyPatch(diff, (path) => this.read(this.inside(path)));
    } catch (error) {
      if (error instanceof PatchError) throw new AgentError(error.message, { cause: error });
      throw error;
    }
    const reports: ScanReport[] = [];
    const findings: ReportedFinding[] = [];
    for (const { path, text, added } of files) {
      if (text === undefined) continue;
      const inside = this.inside(path);
      const report = await this.look(inside, text);
      reports.push(report);
      findings.push(
        ...report.findings.filter(({ location, trace = [] }) =>
          [location, ...trace.map((step) => step.location)].some(
            (place) => place.path === inside && touches(added, place.startLine, place.endLine),
          ),
        ),
      );
    }
    return { reports, findings };
  }

  /** The text with all that can be repaired mechanically repaired, each repair held to a scan of what it makes. */
  async fix(path: string, text?: string): Promise<FixedText> {
    const inside = this.inside(path);
    let current = text ?? this.textOf(inside);
    const repaired: ReportedFinding[] = [];
    const refused = new Set<string>();
    for (let round = 0; round < 50; round++) {
      const { findings } = await this.check(path, current);
      const next = findings.find(({ repair, fingerprint }) => repair !== undefined && !refused.has(fingerprint));
      if (next === undefined) return { text: current, repaired, left: findings };
      const fixed = applyEdits(current, next.repair?.edits ?? []);
      const after = fixed === undefined ? undefined : await this.check(path, fixed);
      if (
        fixed === undefined ||
        after === undefined ||
        after.findings.length >= findings.length ||
        hasGap(after, inside)
      ) {
        refused.add(next.fingerprint);
        continue;
      }
      current = fixed;
      repaired.push(next);
    }
    return { text: current, repaired, left: (await this.check(path, current)).findings };
  }

  /** A rule, a control, or a finding of the last scan. Throws ExplainError. */
  explain(what: string): Promise<Explanation> {
    return explain(what, this.root);
  }

  private async look(inside: string, text: string): Promise<ScanReport> {
    // What crosses files is known only when all of them were looked at once.
    if (!this.isScanned) {
      this.isScanned = true;
      await this.workspace.scan();
    }
    return this.workspace.check(inside, text);
  }

  /** As a path of the project: what leads out of it is none of ours to read. Throws AgentError. */
  private inside(path: string): string {
    const inside = relative(this.root, isAbsolute(path) ? path : resolve(this.root, path));
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
      throw new AgentError(`${path} is no file in the project ${this.root}: give its path from there`);
    return inside.split(sep).join('/');
  }

  private textOf(inside: string): string {
    const text = this.read(inside);
    if (text === undefined) throw new AgentError(`${inside} cannot be read: give its text`);
    return text;
  }

  private read(inside: string): string | undefined {
    try {
      // Not through a link that leads out: what is scanned chose it.
      return readInside(this.root, inside)?.toString('utf8');
    } catch {
      return undefined;
    }
  }
}

function hasGap({ reports }: TextReport, path: string): boolean {
  return reports.some(({ scope }) => scope.notLookedAt.some((gap) => gap.path === path && !gap.expected));
}

function touches(lines: ReadonlySet<number>, first: number, last: number): boolean {
  for (let line = first; line <= last; line++) if (lines.has(line)) return true;
  return false;
}
