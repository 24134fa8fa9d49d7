import type {
  Control,
  ControlId,
  Decision,
  Digest,
  Finding,
  FindingId,
  Instant,
  Lease,
  LeaseId,
  RuleId,
} from '#ground/model';
import type { Presentation, ReportedFinding, RuleDoc, ScanReport } from '#flows/scan';
import { openTerminal, type Terminal } from './terminal.ts';

/** A terminal that writes into a list; 80 columns, UTF-8, without colours unless asked. */
export function recordingTerminal(
  env: Readonly<Record<string, string>> = {},
  isTTY = false,
): { terminal: Terminal; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    stdin: { isTTY },
    stdout: { isTTY, columns: 80, write: (text: string) => out.push(text) },
    stderr: { isTTY, write: (text: string) => err.push(text) },
  };
  return { terminal: openTerminal(streams, { LANG: 'C.UTF-8', ...env }, 'linux'), out, err };
}

const digest = (digit: string): Digest => `sha256:${digit.repeat(64)}` as Digest; // the template is the format
const at = '2026-11-22T11:00:00.000Z' as Instant;

export function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  const base: Finding = {
    id: 'fnd_1a2b3c4d5e6f708192a3b4c5d6e7f809' as FindingId,
    rule: 'secrets/github-personal-access-token' as RuleId,
    severity: 'critical',
    confidence: 'certain',
    locus: { kind: 'secret', value: 'c0ffee' },
    location: { path: 'src/pay.ts', startLine: 12, startColumn: 12, endLine: 12, endColumn: 52 },
    message: 'A classic GitHub personal access token; its checksum holds.',
    excerpt: 'ghp_…9f2a',
    context: {
      startLine: 9,
      lines: [
        'export function charge(order: Order) {',
        '  const client = github({',
        '    retries: 3,',
        "    token: 'ghp_…9f2a',",
        '  });',
        '  return client.charge(order);',
        '}',
      ],
    },
    attributes: {},
    fingerprint: digest('1'),
    ordinal: 0,
  };
  return { ...base, standing: 'new', effect: 'blocks', ...changes };
}

export function decision(changes: Partial<Decision> = {}): Decision {
  return {
    control: 'no-leaked-secret' as ControlId,
    title: 'No leaked secret',
    stage: 'commit',
    mode: 'enforce',
    verdict: 'fail',
    effect: 'blocks',
    quantifier: { kind: 'none' },
    judged: 1,
    denied: 1,
    accepted: 0,
    newlyDenied: 1,
    reasons: [{ kind: 'denied', finding: finding().id, policies: [] }],
    at,
    inputs: {
      control: digest('2'),
      policy: digest('3'),
      evidence: [digest('4')],
      findings: digest('5'),
      leases: digest('6'),
    },
    ...changes,
  };
}

export const passing: Decision = decision({
  control: 'no-suspected-secret' as ControlId,
  title: 'No suspected secret',
  mode: 'warn',
  verdict: 'pass',
  effect: 'none',
  judged: 0,
  denied: 0,
  newlyDenied: 0,
  reasons: [],
});

export function report(changes: Partial<ScanReport> = {}): ScanReport {
  return {
    tool: { name: 'selvedge', version: '0.1.0' },
    project: { name: 'shop' },
    root: '/home/ada/shop',
    stage: 'commit',
    source: { kind: 'index', root: '/home/ada/shop' },
    declared: { from: 'working-tree' },
    ownRules: [],
    startedAt: at,
    finishedAt: '2026-11-22T11:00:00.012Z' as Instant,
    scope: {
      analyzers: [{ id: 'secrets', digest: digest('7') }],
      rules: { digest: digest('8'), count: 46 },
      source: 'index',
      coverage: { kind: 'paths', paths: ['src/pay.ts'] },
      files: 1,
      bytes: 812,
      notLookedAt: [],
    },
    findings: [finding()],
    closed: [],
    keptOpen: [],
    decisions: [decision(), passing],
    exceptions: [],
    stats: { seconds: 0.012, threads: 0, cached: 0 },
    exitCode: 1,
    ...changes,
  };
}

export const clean: ScanReport = report({ findings: [], decisions: [passing], exitCode: 0 });

export const exception: Lease = {
  version: 1,
  id: 'lse_019abcde-0000-7000-8000-000000000000' as LeaseId,
  kind: 'exception',
  covers: { finding: finding().id },
  requester: 'ada@example.org',
  approver: 'the review that merged it',
  reason: 'A sandbox token that the provider revokes each night.',
  requestedAt: at,
  start: at,
  end: '2027-02-01T00:00:00.000Z' as Instant,
  premises: {},
};

export const tokenRule: RuleDoc = {
  id: finding().rule,
  title: 'GitHub personal access token',
  finds: 'A classic or fine-grained token, checksum verified.',
  why: 'Whoever holds it acts as its owner in every repository that it reaches.',
  severity: 'critical',
  references: ['CWE-798', 'https://docs.github.com/en/authentication'],
  fix: 'Revoke it under Settings → Developer settings, then look through the security log since the commit’s date.',
  examples: {
    bad: ["const t = 'ghp_…'"],
    good: ['const t = process.env.GITHUB_TOKEN'],
  },
};

export function presentation(changes: Partial<ScanReport> = {}): Presentation {
  return { report: report(changes), rules: new Map([[tokenRule.id, tokenRule]]) };
}

export const control: Control = {
  version: 1,
  id: 'no-leaked-secret' as ControlId,
  title: 'No leaked secret',
  question: 'Is every credential that stands in the project known to be harmless?',
  why: 'Whoever reads the repository holds every credential in it.',
  evidence: { analyzer: 'secrets' },
  quantifier: { kind: 'none' },
  policy: 'permit (principal, action, resource) when { !context.new };\n',
  modes: { commit: 'enforce', merge: 'enforce' },
  frameworks: ['CWE-798', 'SOC2:CC6.1'],
};
