import type { DecisionRecord, ExceptionRecord } from '../api.generated.ts';
import { decisionId, digest, findingId, hours, project, subject } from '../findings/testing.ts';

export function decision(index: number, over: Partial<DecisionRecord>): DecisionRecord {
  return {
    id: decisionId(index),
    project,
    subject,
    control: 'no-leaked-secret',
    title: 'No leaked secret',
    stage: 'merge',
    mode: 'enforce',
    verdict: 'pass',
    effect: 'none',
    quantifier: { kind: 'none' },
    judged: 0,
    denied: 0,
    accepted: 0,
    newlyDenied: 0,
    reasons: [],
    at: hours(-0.05),
    inputs: { control: digest, policy: digest, evidence: [digest], findings: digest, leases: digest },
    ...over,
  };
}

export function exception(over: Partial<ExceptionRecord> = {}): ExceptionRecord {
  return {
    version: 1,
    id: 'lse_019aa000-0000-7000-8000-000000000001',
    kind: 'exception',
    covers: { finding: findingId(3) },
    requester: 'ada',
    approver: 'grace',
    reason: 'The worker is switched off on the first of December; the password dies with it.',
    requestedAt: hours(-200),
    start: hours(-199),
    end: hours(24 * 6),
    premises: {},
    project,
    state: 'active',
    ...over,
  };
}

const denied = (...indexes: number[]) =>
  indexes.map((index) => ({ kind: 'denied' as const, finding: findingId(index), policies: [] }));

export const decisions: readonly DecisionRecord[] = [
  decision(0, {
    stage: 'commit',
    mode: 'warn',
    verdict: 'fail',
    effect: 'warns',
    judged: 14,
    denied: 5,
    newlyDenied: 1,
    reasons: denied(0, 1, 5, 6, 10),
  }),
  decision(1, {
    verdict: 'fail',
    effect: 'blocks',
    judged: 14,
    denied: 5,
    newlyDenied: 1,
    accepted: 1,
    reasons: denied(0, 1, 5, 6, 10),
  }),
  decision(2, {
    control: 'few-passwords',
    title: 'At most two passwords in test code',
    mode: 'warn',
    verdict: 'fail',
    effect: 'warns',
    quantifier: { kind: 'at-most', count: 2 },
    judged: 3,
    denied: 3,
    reasons: denied(3, 8, 13),
    enforcedFrom: '2026-12-01',
  }),
  decision(3, {
    control: 'dependencies-known',
    title: 'Every dependency is known',
    mode: 'warn',
    verdict: 'unknown',
    effect: 'warns',
    reasons: [
      {
        kind: 'unknown',
        what: 'Advisories for PyPI are 9 days old; the limit is 3.',
        remedy: 'selvedge advisories sync',
      },
      {
        kind: 'unknown',
        what: 'This lockfile could not be parsed:',
        path: 'worker/poetry.lock',
        remedy: 'write it anew with poetry lock, then scan again',
      },
    ],
  }),
  decision(4, { control: 'no-private-keys', title: 'No private key without a passphrase', judged: 2, accepted: 2 }),
  decision(5, { control: 'pipelines-pinned', title: 'Every action in a pipeline is pinned by digest' }),
];
