import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver/node';
import type { ReportedFinding, RuleDoc } from '#flows/workspace';

type Location = ReportedFinding['location'];

/** A finding where the editor shows it: the way from its source as related places. `uriOf`: of a path of the project. */
export function diagnosticOf(
  finding: ReportedFinding,
  rule: RuleDoc | undefined,
  uriOf: (path: string) => string,
): Diagnostic {
  const { location, trace, message, severity, effect } = finding;
  const page = rule?.references.find((reference) => reference.startsWith('https://'));
  return {
    range: rangeOf(location),
    severity: severityOf(severity, effect),
    source: 'selvedge',
    code: finding.rule,
    ...(page !== undefined && { codeDescription: { href: page } }),
    message: rule === undefined ? message : `${rule.title}: ${message}`,
    data: finding.id,
    ...(trace !== undefined && {
      relatedInformation: trace.map(({ location: at, note, symbol }): DiagnosticRelatedInformation => ({
        location: { uri: uriOf(at.path), range: rangeOf(at) },
        message: symbol === undefined || symbol === '' ? note : `${note} (${symbol})`,
      })),
    }),
  };
}

/** Lines and columns count from 0 there; both count UTF-16 units. */
export function rangeOf({ startLine, startColumn, endLine, endColumn }: Location): Range {
  return {
    start: { line: startLine - 1, character: startColumn - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** What would block is an error, what would warn a warning; the rest is for who looks for it. */
function severityOf(severity: ReportedFinding['severity'], effect: ReportedFinding['effect']): DiagnosticSeverity {
  if (effect === 'blocks') return DiagnosticSeverity.Error;
  if (effect === 'warns') return severity === 'low' ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning;
  return severity === 'critical' || severity === 'high' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
}
