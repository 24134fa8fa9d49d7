import { builtinControls } from '#declare/controls';
import { nearest } from '#ground/formats';
import type { Control, Decision } from '#ground/model';
import { folderReader } from './scan/readers.ts';
import { lastReport } from './scan/last-report.ts';
import { placeOf } from './scan/place.ts';
import type { ReportedFinding, RuleDoc, ScanReport } from './scan/report.ts';
import { ruleDocs } from './scan/rule-docs.ts';

/** What is known of a rule, a finding of the last scan, or a control. */
export type Explanation =
  | { readonly kind: 'rule'; readonly rule: RuleDoc; readonly findings: readonly ReportedFinding[] }
  | {
      readonly kind: 'finding';
      readonly finding: ReportedFinding;
      readonly rule?: RuleDoc;
      readonly report: ScanReport;
    }
  | { readonly kind: 'control'; readonly control: Control; readonly decision?: Decision };

export class ExplainError extends Error {
  readonly code: 'unknown' | 'ambiguous';
  readonly remedy: string;

  constructor(code: ExplainError['code'], message: string, remedy: string) {
    super(message);
    this.name = 'ExplainError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** `path`: a folder in the project. Throws ExplainError, and ProjectFileError for a control of a project whose declarations are not in order. */
export async function explain(what: string, path: string): Promise<Explanation> {
  if (what.startsWith('fnd_')) return explainFinding(what, path);
  if (what.includes('/')) return explainRule(what, path);
  return explainControl(what, path);
}

async function explainFinding(id: string, path: string): Promise<Explanation> {
  const { finding, report } = await findingOfLastScan(id, path);
  const rule = (await ruleDocs(report.ownRules)).get(finding.rule);
  return { kind: 'finding', finding, report, ...(rule !== undefined && { rule }) };
}

/** The finding whose id begins with `id`. Throws ExplainError. */
export async function findingOfLastScan(
  id: string,
  path: string,
): Promise<{ finding: ReportedFinding; report: ScanReport }> {
  const report = lastReportOf(path);
  const found = id.length < 'fnd_'.length + 4 ? [] : report.findings.filter((finding) => finding.id.startsWith(id));
  const [finding, another] = found;
  if (finding === undefined)
    throw new ExplainError(
      'unknown',
      `the last scan has no finding ${id}`,
      'run selvedge scan again; it shows the ids',
    );
  if (another !== undefined)
    throw new ExplainError('ambiguous', `${found.length} findings begin with ${id}`, `${finding.id} or ${another.id}`);
  return { finding, report };
}

/** Throws ExplainError when there is none. */
export function lastReportOf(path: string): ScanReport {
  const report = reportOf(path);
  if (report === undefined)
    throw new ExplainError('unknown', 'no scan of this project is remembered here', 'run selvedge scan first');
  return report;
}

/** Of the project that `path` lies in: as a folder is scanned, or as a change of its repository is. */
function reportOf(path: string): ScanReport | undefined {
  const folder = lastReport(placeOf(path, false).root);
  const repository = lastReport(placeOf(path, true).root);
  if (folder === undefined || repository === undefined) return folder ?? repository;
  return folder.finishedAt > repository.finishedAt ? folder : repository;
}

async function explainRule(id: string, path: string): Promise<Explanation> {
  const rules = await ruleDocs(await ownDocs(path));
  const rule = rules.get(id);
  if (rule === undefined) {
    const meant = nearest(id, [...rules.keys()]);
    throw new ExplainError(
      'unknown',
      `there is no rule ${id}`,
      meant === undefined
        ? `one of ${rules.size} rules, such as ${rules.keys().next().value ?? 'none: nothing is built yet'}`
        : `selvedge explain ${meant}`,
    );
  }
  const report = reportOf(path);
  return { kind: 'rule', rule, findings: report?.findings.filter((finding) => finding.rule === id) ?? [] };
}

/** Of the rules that the project brings, as they stand in the working tree. Throws FileFormatError. */
async function ownDocs(path: string): Promise<readonly RuleDoc[]> {
  const reader = folderReader(placeOf(path, false).root);
  const { loadWithRules } = await import('./scan/remembered.ts');
  return (await loadWithRules(reader, { controls: builtinControls })).own?.docs ?? [];
}

async function explainControl(id: string, path: string): Promise<Explanation> {
  const { loadProject } = await import('#declare/project');
  const project = await loadProject(folderReader(placeOf(path, false).root), { controls: builtinControls });
  const control = project.controls.find((control) => control.id === id);
  if (control === undefined) {
    const ids = project.controls.map((control) => control.id);
    const meant = nearest(id, ids);
    throw new ExplainError(
      'unknown',
      `there is no control, rule or finding ${id}`,
      meant === undefined
        ? `a control (${ids.join(', ')}), a rule (secrets/…) or a finding (fnd_…)`
        : `selvedge explain ${meant}`,
    );
  }
  const decision = reportOf(path)?.decisions.find((decision) => decision.control === id);
  return { kind: 'control', control, ...(decision !== undefined && { decision }) };
}
