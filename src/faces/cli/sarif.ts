import type { NotLookedAt } from '#ground/model';
import type { Presentation, ReportedFinding, RuleDoc, ScanReport } from '#flows/scan';
import { reasonOf } from './words.ts';

/** SARIF 2.1.0 (OASIS Standard, 27 March 2020): one run. Section numbers below are that document's. */
export function sarif({ report, rules }: Presentation): string {
  const ids = [...new Set([...report.findings, ...report.closed].map((finding) => finding.rule))].sort();
  const run = {
    tool: { driver: driver(report, ids, rules) },
    automationDetails: { id: `selvedge/${report.stage}/` },
    invocations: [invocation(report)],
    originalUriBaseIds: { [root]: { description: { text: 'The root of the project that was scanned.' } } },
    columnKind: 'utf16CodeUnits',
    results: [
      ...report.findings.map((finding) => result(finding, ids.indexOf(finding.rule), report)),
      ...report.closed.map((closed) => ({
        ruleId: closed.rule,
        ruleIndex: ids.indexOf(closed.rule),
        message: { text: closed.because },
        baselineState: 'absent',
        locations: [{ physicalLocation: { artifactLocation: artifact(closed.path) } }],
      })),
    ],
    properties: {
      project: report.project.name,
      stage: report.stage,
      decisions: report.decisions,
      filesLookedAt: report.scope.files,
    },
  };
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** §3.14.14: files are named relative to it, so that no path of this machine stands in the output. */
const root = '%SRCROOT%';

/** §3.19. */
function driver(report: ScanReport, ids: readonly string[], rules: Presentation['rules']) {
  return {
    name: 'Selvedge',
    version: report.tool.version,
    semanticVersion: report.tool.version,
    rules: ids.map((id) => descriptor(id, rules.get(id))),
  };
}

/** §3.49; `security-severity`, `precision` and `tags` are what code hosts read. */
function descriptor(id: string, rule: RuleDoc | undefined) {
  if (rule === undefined) return { id };
  const documentation = rule.references.find((reference) => reference.startsWith('https://'));
  const cwes = rule.references.filter((reference) => /^CWE-\d+$/.test(reference));
  return {
    id,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.finds },
    ...(documentation === undefined ? {} : { helpUri: documentation }),
    help: { text: `${rule.why}\n\nWhat to do: ${rule.fix}`, markdown: `${rule.why}\n\n**What to do:** ${rule.fix}` },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['security', ...cwes.map((cwe) => `external/cwe/${cwe.toLowerCase()}`)],
      'security-severity': securitySeverity[rule.severity],
    },
  };
}

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;
/** In the middle of the ranges that CVSS v3.1 gives these words. */
const securitySeverity = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' } as const;
const precision = { certain: 'very-high', likely: 'high', possible: 'medium' } as const;

/** §3.27. */
function result(finding: ReportedFinding, ruleIndex: number, report: ScanReport) {
  const { location, context } = finding;
  const baseline = baselineState(finding);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(location.path),
          region: {
            startLine: location.startLine,
            startColumn: location.startColumn,
            endLine: location.endLine,
            endColumn: location.endColumn,
            ...(finding.excerpt === undefined ? {} : { snippet: { text: finding.excerpt } }),
          },
          ...(context === undefined
            ? {}
            : {
                contextRegion: {
                  startLine: context.startLine,
                  endLine: context.startLine + context.lines.length - 1,
                  snippet: { text: context.lines.join('\n') },
                },
              }),
        },
      },
    ],
    ...(finding.trace === undefined ? {} : { codeFlows: [codeFlow(finding.trace)] }),
    partialFingerprints: {
      'selvedgeFingerprint/v1': finding.fingerprint.slice('sha256:'.length),
      'selvedgeFinding/v1': finding.id,
    },
    ...(baseline === undefined ? {} : { baselineState: baseline }),
    suppressions: suppressions(finding, report),
    properties: {
      id: finding.id,
      severity: finding.severity,
      confidence: finding.confidence,
      precision: precision[finding.confidence],
      effect: finding.effect,
      ...(finding.history === undefined ? {} : { history: finding.history }),
    },
  };
}

/** §3.36: one thread, from source to sink. */
function codeFlow(trace: NonNullable<ReportedFinding['trace']>) {
  const locations = trace.map(({ location, note, symbol, code }) => ({
    location: {
      message: { text: note },
      physicalLocation: {
        artifactLocation: artifact(location.path),
        region: {
          startLine: location.startLine,
          startColumn: location.startColumn,
          endLine: location.endLine,
          endColumn: location.endColumn,
          ...(code === undefined ? {} : { snippet: { text: code } }),
        },
      },
      ...(symbol === undefined || symbol === '' ? {} : { logicalLocations: [{ fullyQualifiedName: symbol }] }),
    },
  }));
  return { threadFlows: [{ locations }] };
}

/** §3.27.24; absent when nothing was compared. */
function baselineState(finding: ReportedFinding): 'new' | 'unchanged' | 'updated' | undefined {
  if (finding.tier === undefined) return undefined;
  if (finding.tier === 'new') return 'new';
  return finding.tier === 'same-fingerprint' ? 'unchanged' : 'updated';
}

/** §3.27.23: an empty array says that there are none, where no array would say that it is not known. */
function suppressions(finding: ReportedFinding, report: ScanReport) {
  return report.exceptions
    .filter((lease) => finding.effect === 'accepted' && lease.covers.finding === finding.id)
    .map((lease) => ({
      kind: 'external',
      status: 'accepted',
      justification: `${lease.reason} (${lease.approver === undefined ? '' : `accepted by ${lease.approver} `}until ${lease.end})`,
    }));
}

/** §3.20. A scan that could not look at everything is no failed one: each gap is a notification. */
function invocation(report: ScanReport) {
  return {
    executionSuccessful: true,
    exitCode: report.exitCode,
    startTimeUtc: report.startedAt,
    endTimeUtc: report.finishedAt,
    toolExecutionNotifications: report.scope.notLookedAt.map(notification),
  };
}

/** §3.58. */
function notification(gap: NotLookedAt) {
  const what = gap.path ?? gap.by ?? 'everything';
  return {
    descriptor: { id: `not-looked-at/${gap.reason}` },
    level: gap.expected ? 'note' : 'warning',
    message: {
      text: `Not looked at: ${what}${gap.path !== undefined && gap.by !== undefined ? ` by ${gap.by}` : ''} (${[reasonOf(gap), gap.detail].filter((part) => part !== undefined).join(': ')})`,
    },
    ...(gap.path === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(gap.path) } }] }),
  };
}

/** §3.4.3: a relative reference of RFC 3986, each segment percent-encoded. */
function artifact(path: string) {
  return { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/'), uriBaseId: root };
}
