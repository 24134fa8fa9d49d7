import { expect } from 'vitest';
import {
  Control,
  Decision,
  Digest,
  type Finding,
  Instant,
  Lease,
  NotLookedAt,
  Scope,
  digestJson,
  withFingerprints,
} from '#ground/model';
import { decide, type DecideInput } from './index.ts';
import type { GatheredEvidence } from './input.ts';

export const noon = Instant.parse('2026-11-22T12:00:00.000Z');

/** "No secret but guesses", enforced at commit. */
export function control(changes: Partial<Control> = {}): Control {
  return Control.parse({
    version: 1,
    id: 'no-secret',
    title: 'No secret',
    question: 'Is there no secret in it?',
    why: 'Because somebody would read it.',
    evidence: { analyzer: 'secrets' },
    quantifier: { kind: 'none' },
    policy: '@id("guesses") permit (principal, action, resource) when { context.confidence == "possible" };',
    modes: { commit: 'enforce' },
    ...changes,
  });
}

interface FindingParts extends Partial<Pick<Finding, 'severity' | 'confidence' | 'attributes'>> {
  readonly rule?: string;
  readonly path?: string;
}

/** As many findings as parts, each with an identity of its own. */
export function findings(...parts: readonly FindingParts[]): Finding[] {
  return parts.flatMap(({ rule = 'secrets/token', path, ...part }, index) => {
    const at = path ?? `src/${index}.ts`;
    return withFingerprints([
      {
        rule: rule as Finding['rule'], // the tests' rules have this form
        severity: 'critical',
        confidence: 'certain',
        locus: { kind: 'file', path: `${at}#${index}` },
        location: { path: at, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        message: 'A token.',
        attributes: {},
        ...part,
      },
    ]);
  });
}

interface EvidenceParts extends Partial<Omit<GatheredEvidence, 'scope'>> {
  readonly scope?: Partial<Scope>;
  readonly notLookedAt?: readonly Partial<NotLookedAt>[];
}

/** Evidence of the secrets analyzer that looked at everything an hour ago. */
export function evidence({ scope = {}, notLookedAt = [], ...parts }: EvidenceParts = {}): GatheredEvidence {
  const whole = Scope.parse({
    analyzers: [{ id: 'secrets', digest: digestJson('secrets') }],
    rules: { digest: digestJson('rules'), count: 1 },
    source: 'working-tree',
    coverage: { kind: 'everything' },
    files: 10,
    bytes: 1000,
    notLookedAt: notLookedAt.map((gap) => NotLookedAt.parse({ reason: 'unreadable', ...gap })),
    ...scope,
  });
  const rest = { submittedAt: Instant.parse('2026-11-22T11:00:00.000Z'), findings: [], ...parts };
  return { digest: Digest.parse(digestJson({ whole, rest })), scope: whole, ...rest };
}

/** An exception of the finding, from ten o'clock until the end of the month. */
export function exception(finding: Finding, changes: Partial<Lease> = {}): Lease {
  return Lease.parse({
    version: 1,
    id: `lse_017f22e2-79b0-7cc3-98c4-${finding.id.slice(4, 16)}`,
    kind: 'exception',
    covers: { finding: finding.id },
    requester: 'mona',
    approver: 'kim',
    reason: 'A test account without rights.',
    requestedAt: '2026-11-22T09:00:00.000Z',
    start: '2026-11-22T10:00:00.000Z',
    end: '2026-12-01T00:00:00.000Z',
    ...changes,
  });
}

export const input = (changes: Partial<DecideInput> = {}): DecideInput => ({
  controls: [control()],
  stage: 'commit',
  subject: 'shop',
  evidence: [evidence()],
  leases: [],
  at: noon,
  ...changes,
});

export async function decideOne(changes: Partial<DecideInput> = {}): Promise<Decision> {
  const decisions = await decide(input(changes));
  expect(decisions).toHaveLength(1);
  return Decision.parse(decisions[0]);
}

export const found = (...all: readonly Finding[]) => ({ evidence: [evidence({ findings: [...all] })] });
