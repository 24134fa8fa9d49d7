import { severityRank } from '#ground/model';
import { lastReportOf } from './explain.ts';
import type { ReportedFinding, RuleDoc, ScanReport } from './scan/report.ts';
import { ruleDocs } from './scan/rule-docs.ts';

/** What to revoke after a leak, in order: one step for each page that must be visited. */
export interface RotationList {
  readonly report: ScanReport;
  readonly steps: readonly RotationStep[];
  /** Secrets that need nothing, and why. */
  readonly left: { readonly accepted: number; readonly dead: number };
}

export interface RotationStep {
  readonly provider: string;
  readonly revokeAt?: string;
  readonly rules: readonly { readonly rule: RuleDoc; readonly secrets: readonly LeakedSecret[] }[];
}

/** One value, in however many places. */
export interface LeakedSecret {
  /** The most certain of its findings, which names it. */
  readonly finding: ReportedFinding;
  readonly places: readonly ReportedFinding['location'][];
  /** What the provider said when it was asked (`scan --verify`). */
  readonly live?: true;
  /** It stands in the history alone: whoever has a clone still has it. */
  readonly gone?: true;
}

/**
 * The secrets of the last scan of the project that `path` lies in. First what a provider called live, then by severity and confidence; what is
 * revoked on one page stands together, where its most urgent secret stands. Throws ExplainError.
 */
export async function rotationList(path: string): Promise<RotationList> {
  const report = lastReportOf(path);
  const rules = await ruleDocs(report.ownRules);
  const secrets = report.findings.filter(({ locus }) => locus.kind === 'secret');
  const each = [...Map.groupBy(secrets, sameSecret).values()].map(leaked);
  const left = each.filter((secret) => !isAccepted(secret) && !isDead(secret)).toSorted(byUrgency);
  return {
    report,
    steps: [...Map.groupBy(left, (secret) => pageOf(secret, rules)).values()].map((group) => stepOf(group, rules)),
    left: {
      accepted: each.filter(isAccepted).length,
      dead: each.filter((one) => isDead(one) && !isAccepted(one)).length,
    },
  };
}

function isAccepted({ finding }: LeakedSecret): boolean {
  return finding.effect === 'accepted';
}

function isDead({ finding }: LeakedSecret): boolean {
  return finding.attributes['live'] === false;
}

/** By the keyed hash of its value, whatever rule found it; one that is too short for a hash, by what it is assigned to. */
function sameSecret({ locus, rule }: ReportedFinding): string {
  if (locus.kind !== 'secret') return '';
  return locus.value ?? `${rule}\n${locus.path ?? ''}\n${locus.symbol ?? ''}`;
}

function leaked(findings: readonly ReportedFinding[]): LeakedSecret {
  const places = findings.map(({ location }) => location);
  // What is not accepted in one place is leaked in all.
  const [finding] = findings.toSorted(
    (a, b) => Number(a.effect === 'accepted') - Number(b.effect === 'accepted') || compare(a, b),
  );
  const isGone = findings.every(({ history }) => history?.inHead === false);
  return { finding: finding!, places, ...(findings.some(isLive) && { live: true }), ...(isGone && { gone: true }) };
}

function isLive({ attributes }: ReportedFinding): boolean {
  return attributes['live'] === true;
}

function byUrgency(a: LeakedSecret, b: LeakedSecret): number {
  return Number(b.live ?? false) - Number(a.live ?? false) || compare(a.finding, b.finding);
}

const confidences: readonly ReportedFinding['confidence'][] = ['certain', 'likely', 'possible'];

/** What is only possible comes behind all that is likely, however severe it would be. */
function compare(a: ReportedFinding, b: ReportedFinding): number {
  return (
    Number(a.confidence === 'possible') - Number(b.confidence === 'possible') ||
    severityRank(b.severity) - severityRank(a.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence)
  );
}

function pageOf({ finding }: LeakedSecret, rules: ReadonlyMap<string, RuleDoc>): string {
  const rule = rules.get(finding.rule);
  return rule?.revokeAt ?? rule?.provider ?? finding.rule;
}

function stepOf(group: readonly LeakedSecret[], rules: ReadonlyMap<string, RuleDoc>): RotationStep {
  const byRule = [...Map.groupBy(group, ({ finding }) => finding.rule)].flatMap(([id, secrets]) => {
    const rule = rules.get(id) ?? unknownRule(secrets[0]!.finding);
    return [{ rule, secrets }];
  });
  const [first] = byRule;
  const provider = first?.rule.provider ?? 'none';
  return {
    provider: provider === 'none' ? 'Where it is used' : provider,
    ...(first?.rule.revokeAt !== undefined && { revokeAt: first.rule.revokeAt }),
    rules: byRule,
  };
}

/** Of a rule that this program does not have any more, or of a team's own that has gone. */
function unknownRule({ rule, severity, message }: ReportedFinding): RuleDoc {
  const fix = 'Find out what it opens, and change it there.';
  return { id: rule, title: rule, finds: message, why: message, severity, references: [], fix };
}
