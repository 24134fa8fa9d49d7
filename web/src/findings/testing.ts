import type { EvidenceRecord, FindingDetail, FindingSummary } from '../api.generated.ts';

export const subject = 'sub_019aa000-0000-7000-8000-000000000001';
export const project = 'prj_019aa000-0000-7000-8000-000000000001';
export const digest = `sha256:${'ab'.repeat(32)}`;
export const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

export const rules = [
  {
    rule: 'secrets/github-personal-access-token',
    message: 'A GitHub personal access token, its checksum right',
    severity: 'critical',
    path: 'src/pay.ts',
  },
  {
    rule: 'secrets/stripe-secret-key',
    message: 'A Stripe secret key, live',
    severity: 'critical',
    path: 'services/checkout/config/production.env',
  },
  {
    rule: 'secrets/private-key',
    message: 'A private key without a passphrase',
    severity: 'high',
    path: 'deploy/keys/id_ed25519',
  },
  {
    rule: 'secrets/generic-password',
    message: 'A password that is assigned to a name which says so',
    severity: 'medium',
    path: 'worker/settings.py',
  },
  {
    rule: 'secrets/jwt',
    message: 'A JSON Web Token that has not expired',
    severity: 'low',
    path: 'test/fixtures/very/deep/and/long/path/of/a/fixture/session-with-a-long-name.json',
  },
] as const;

export function findingId(index: number): string {
  return `fnd_${index.toString(16).padStart(32, '0')}`;
}

export function summary(index: number): FindingSummary {
  const { rule, message, severity, path } = rules[index % rules.length]!;
  const line = (index % 90) + 1;
  return {
    id: findingId(index),
    project,
    subject,
    rule,
    severity,
    message,
    confidence: index % 7 === 6 ? 'possible' : 'certain',
    status: 'open',
    location: { path, startLine: line, startColumn: 15, endLine: line, endColumn: 55 },
    excerpt: "const token = 'ghp_…(36)'",
    firstSeen: hours(-24 * (index + 1)),
    lastSeen: hours(-1),
  };
}

export function finding(index: number): FindingDetail {
  const base = summary(index);
  const { startLine } = base.location;
  const first = Math.max(1, startLine - 3);
  return {
    ...base,
    fingerprint: digest,
    locus: { kind: 'secret', value: 'c0ffee' },
    attributes: { verified: false },
    context: {
      startLine: first,
      lines: [
        'import { charges } from "./charges.ts";',
        '',
        'export async function charge(order: Order): Promise<Receipt> {',
        "  const token = 'ghp_…(36 characters)…';",
        '  const answer = await fetch(`https://api.example/charges?order=${order.id}&amount=${order.amount}&currency=${order.currency}`, { headers: { authorization: `Bearer ${token}` } });',
        '  return receipt(answer);',
        '}',
      ].slice(Math.max(0, 3 - (startLine - first))),
    },
    ruleText: {
      title: 'GitHub personal access token',
      finds: 'A classic or fine-grained token, checksum verified.',
      why: 'Whoever holds it acts as its owner in every repository that it reaches: reads private code, pushes commits, changes workflows that then run with more rights.',
      fix: 'Revoke it under Settings → Developer settings → Personal access tokens; then look through the security log since the commit’s date.\n\nPut the new one where the program reads it at run time: an environment variable of the deployment, or a vault.',
      examples: { bad: ["const t = 'ghp_…(36)'"], good: ['const t = process.env.GITHUB_TOKEN'] },
      references: ['CWE-798', 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure'],
    },
    branches: [
      { branch: 'main', state: 'present', since: hours(-49), lastScan: hours(-1) },
      { branch: 'fix/token', state: 'gone', since: hours(-40), goneAt: hours(-30), lastScan: hours(-30) },
    ],
    history: [
      {
        at: hours(-1),
        kind: 'moved',
        tier: 'same-value',
        because: 'The same value, by its keyed hash, now stands on another line.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000003',
        location: base.location,
      },
      {
        at: hours(-30),
        kind: 'kept-open',
        because: 'A scan of the staged files did not look at this path, so its silence closes nothing.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000002',
      },
      {
        at: hours(-49),
        kind: 'opened',
        because: 'No earlier finding has this rule and this value.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000001',
        location: { ...base.location, startLine: 12 },
      },
    ],
    exceptions: [],
    decisions: [
      {
        id: decisionId(1),
        control: 'no-leaked-secret',
        title: 'No leaked secret',
        stage: 'merge',
        verdict: 'fail',
        effect: 'blocks',
      },
      {
        id: decisionId(0),
        control: 'no-leaked-secret',
        title: 'No leaked secret',
        stage: 'commit',
        verdict: 'fail',
        effect: 'warns',
      },
    ],
  };
}

export function decisionId(index: number): string {
  return `dec_019aa000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

export const evidence: EvidenceRecord = {
  id: 'evd_019aa000-0000-7000-8000-000000000001',
  project,
  subject,
  submittedBy: 'system:main-job',
  submittedAt: hours(-1),
  digest,
  statement: {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'shop', digest: { gitCommit: 'ab'.repeat(20) } }],
    predicateType: 'https://selvedge.dev/evidence/scan/v1',
    predicate: {
      scope: {
        analyzers: [{ id: 'secrets', digest }],
        rules: { digest, count: 113 },
        source: 'working-tree',
        coverage: { kind: 'everything' },
        files: 48,
        bytes: 1_204_332,
        notLookedAt: [
          { path: 'worker/poetry.lock', by: 'secrets', reason: 'parse-failed', detail: 'line 3', expected: false },
          { path: 'public/logo.png', reason: 'binary', expected: true },
        ],
      },
      findings: [],
      startedAt: hours(-1),
      finishedAt: hours(-1),
      tool: { name: 'selvedge', version: '0.1.0' },
      revision: { commit: 'ab'.repeat(20), branch: 'main', dirty: true },
    },
  },
};
