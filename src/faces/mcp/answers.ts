import type { Explanation, ReportedFinding, RuleDoc, ScanReport, TextReport } from '#flows/agent';
import { rulesOf } from '#flows/agent';

/** JSON that an agent reads. */
export type Said = Record<string, unknown>;

/** A scan: what the gate decides first, then findings, then what was not looked at. */
export async function foundIn(report: ScanReport): Promise<Said> {
  const rules = await rulesOf(report);
  return {
    stage: report.stage,
    decisions: report.decisions
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ control, verdict, mode, effect }) => ({ control, verdict, mode, effect })),
    ...listed(report.findings, rules),
    notLookedAt: gapsOf([report]),
  };
}

export async function foundInTexts({ reports, findings }: TextReport): Promise<Said> {
  const rules = new Map<string, RuleDoc>();
  for (const report of reports) for (const [id, rule] of await rulesOf(report)) rules.set(id, rule);
  return { ...listed(findings, rules), notLookedAt: gapsOf(reports) };
}

/** More than an agent can use says nothing more. */
const mostFindings = 100;

function listed(findings: readonly ReportedFinding[], rules: ReadonlyMap<string, RuleDoc>): Said {
  const shown = findings.filter(({ effect }) => effect !== 'accepted');
  return {
    count: shown.length,
    findings: shown.slice(0, mostFindings).map((finding) => said(finding, rules.get(finding.rule))),
  };
}

function said(
  { id, rule, severity, confidence, effect, location, message, trace, repair }: ReportedFinding,
  doc: RuleDoc | undefined,
): Said {
  const { path, startLine, endLine } = location;
  return {
    id,
    rule,
    ...(doc !== undefined && { title: doc.title }),
    severity,
    confidence,
    effect,
    path,
    line: startLine,
    ...(endLine !== startLine && { endLine }),
    message,
    ...(doc !== undefined && { fix: doc.fix }),
    ...(trace !== undefined && {
      way: trace.map((step) => ({
        path: step.location.path,
        line: step.location.startLine,
        note: step.note,
        ...(step.code !== undefined && { code: step.code.trim() }),
      })),
    }),
    ...(repair !== undefined && { repair: repair.title }),
  };
}

function gapsOf(reports: readonly ScanReport[]): Said[] {
  return reports
    .flatMap(({ scope }) => scope.notLookedAt)
    .filter(({ expected }) => !expected)
    .slice(0, 50)
    .map(({ path, reason, detail, by }) => ({
      ...(path !== undefined && { path }),
      reason,
      ...(detail !== undefined && { detail }),
      ...(by !== undefined && { by }),
    }));
}

export function explained(explanation: Explanation): Said {
  if (explanation.kind === 'rule') {
    const { rule, findings } = explanation;
    return {
      kind: 'rule',
      ...rule,
      places: findings.slice(0, 20).map(({ id, location }) => ({ id, path: location.path, line: location.startLine })),
    };
  }
  if (explanation.kind === 'finding') {
    const { finding, rule } = explanation;
    return {
      kind: 'finding',
      ...said(finding, rule),
      ...(rule !== undefined && { why: rule.why, references: rule.references, examples: rule.examples }),
    };
  }
  const { control, decision } = explanation;
  const { id, title, question, why, modes } = control;
  return {
    kind: 'control',
    id,
    title,
    question,
    why,
    modes,
    ...(decision !== undefined && { verdict: decision.verdict }),
  };
}
