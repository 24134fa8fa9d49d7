import { describe, expect, test } from 'vitest';
import { type Finding, type Lease, type Scope, type Stage, digestJson } from '#ground/model';
import { type DecideInput } from './index.ts';
import { control, decideOne, evidence, exception, findings, found, noon } from './testing.ts';

const hoursAgo = (hours: number) => new Date(Date.parse(noon) - hours * 3_600_000).toISOString() as typeof noon;
const some: Scope['coverage'] = { kind: 'paths', paths: ['a.ts'] };

/** Evidence whose scope says that these rules ran, with a finding of one that nobody asks about. */
const ranRules = (ids?: string[]) => [
  evidence({
    scope: { rules: { digest: digestJson('r'), count: 1, ...(ids !== undefined && { ids }) } },
    findings: findings({ rule: 'secrets/other' }),
  }),
];

describe('covering evidence [2:decide]', () => {
  test.each([
    ['there is none', [], 'there is no evidence of the secrets analyzer'],
    [
      'there is another analyzer’s',
      [evidence({ scope: { analyzers: [{ id: 'code', digest: digestJson(1) }] } })],
      'there is no evidence of the secrets analyzer',
    ],
    ['it is too old', [evidence({ submittedAt: hoursAgo(30) })], 'the newest evidence is 30 hours old (limit 24)'],
    [
      'it is old and was submitted late',
      [evidence({ submittedAt: hoursAgo(1), finishedAt: hoursAgo(30) })],
      'the newest evidence is 30 hours old (limit 24)',
    ],
    [
      'it is old and says that its scan ends tomorrow',
      [evidence({ submittedAt: hoursAgo(30), finishedAt: hoursAgo(-24) })],
      'the newest evidence is 30 hours old (limit 24)',
    ],
    [
      'it is from after the decision',
      [evidence({ submittedAt: hoursAgo(-1) })],
      'the evidence is from after this decision',
    ],
  ])('%s: unknown, even where a failure is known', async (_name, gathered, what) => {
    const decision = await decideOne({
      controls: [control({ evidence: { analyzer: 'secrets', maxAgeHours: 24 } })],
      evidence: gathered,
    });
    expect(decision).toMatchObject({
      verdict: 'unknown',
      effect: 'blocks',
      reasons: [{ kind: 'unknown', what, remedy: expect.stringContaining('selvedge scan') }],
    });
  });

  test('the rules that a control names must have run', async () => {
    const asking = control({ evidence: { analyzer: 'secrets', rules: ['secrets/token'] } });
    expect(await decideOne({ controls: [asking], evidence: ranRules() })).toMatchObject({ verdict: 'unknown' });
    expect(await decideOne({ controls: [asking], evidence: ranRules(['secrets/other']) })).toMatchObject({
      verdict: 'unknown',
    });
    expect(
      await decideOne({ controls: [asking], evidence: ranRules(['secrets/other', 'secrets/token']) }),
    ).toMatchObject({
      verdict: 'pass',
      judged: 0,
    });
  });

  test.each([
    ['commit', 'index', 'pass'],
    ['merge', 'index', 'unknown'],
    ['merge', 'range', 'pass'],
    ['build', 'range', 'unknown'],
    ['deploy', 'working-tree', 'unknown'],
  ] as const)('at %s, evidence of a part from the %s: %s', async (stage, source, verdict) => {
    const everywhere = control({ modes: { commit: 'warn', merge: 'warn', build: 'warn', deploy: 'warn' } });
    expect(
      await decideOne({ controls: [everywhere], stage, evidence: [evidence({ scope: { source, coverage: some } })] }),
    ).toMatchObject({ verdict });
  });

  test('a newer scan of everything supersedes an older one', async () => {
    const old = evidence({ submittedAt: hoursAgo(5), findings: findings({}), notLookedAt: [{ path: 'x' }] });
    expect(await decideOne({ evidence: [old, evidence()] })).toMatchObject({ verdict: 'pass' });
  });

  test('a newer scan of a part adds to a scan of everything, and does not hide it', async () => {
    const whole = evidence({ submittedAt: hoursAgo(5), findings: findings({ path: 'whole.ts' }) });
    const part = evidence({ scope: { coverage: some }, findings: findings({ path: 'part.ts' }) });
    expect(await decideOne({ evidence: [part, whole] })).toMatchObject({ verdict: 'fail', denied: 2 });
  });

  test('the same finding of two scans counts once', async () => {
    const same = findings({});
    const part = evidence({ scope: { coverage: some }, findings: same });
    expect(await decideOne({ evidence: [part, evidence({ submittedAt: hoursAgo(5), findings: same })] })).toMatchObject(
      { judged: 1, denied: 1 },
    );
  });
});

describe('the quantifier stands outside the policy [2:controls]', () => {
  const three = findings({}, {}, { confidence: 'possible' });
  const erring =
    'permit (principal, action, resource) when { context.confidence == "possible" }; forbid (principal, action, resource) when { context.confidence == "possible" && context.attributes.live };';

  test.each([
    ['none denied, of 2 denied', { kind: 'none' }, undefined, 'fail'],
    ['at most 2, of 2 denied', { kind: 'at-most', count: 2 }, undefined, 'pass'],
    ['at most 1, of 2 denied', { kind: 'at-most', count: 1 }, undefined, 'fail'],
    ['at least 33 %, of 1 in 3 allowed', { kind: 'at-least', percent: 33 }, undefined, 'pass'],
    ['at least 34 %, of 1 in 3 allowed', { kind: 'at-least', percent: 34 }, undefined, 'fail'],
    ['at most 2, of 2 denied and 1 unknown', { kind: 'at-most', count: 2 }, erring, 'unknown'],
    ['at most 3, of 2 denied and 1 unknown', { kind: 'at-most', count: 3 }, erring, 'pass'],
    ['at most 1, of 2 denied and 1 unknown', { kind: 'at-most', count: 1 }, erring, 'fail'],
    ['at least 33 %, of 1 in 3 unknown', { kind: 'at-least', percent: 33 }, erring, 'unknown'],
    ['at least 0 %, of 1 in 3 unknown', { kind: 'at-least', percent: 0 }, erring, 'pass'],
  ] as const)('%s', async (_name, quantifier, policy, verdict) => {
    const asking = control({ quantifier, ...(policy !== undefined && { policy }) });
    expect(await decideOne({ controls: [asking], ...found(...three) })).toMatchObject({
      verdict,
      judged: 3,
      denied: 2,
    });
  });

  test('of nothing, everything is allowed', async () => {
    expect(await decideOne({ controls: [control({ quantifier: { kind: 'at-least', percent: 100 } })] })).toMatchObject({
      verdict: 'pass',
    });
  });
});

describe('leases [2:leases]', () => {
  const [one, two] = findings({}, {}) as [Finding, Finding];
  const both = found(one, two);
  const verdictWith = async (leases: readonly Lease[], changes: Partial<DecideInput> = {}) =>
    (await decideOne({ ...both, leases, ...changes })).denied;

  test('an exception accepts its finding, and no other, until its end', async () => {
    const lease = exception(one);
    expect(await decideOne({ ...both, leases: [lease] })).toMatchObject({
      verdict: 'fail',
      judged: 2,
      denied: 1,
      accepted: 1,
      reasons: [
        { kind: 'denied', finding: two.id },
        { kind: 'accepted', finding: one.id, lease: lease.id, until: lease.end },
      ],
    });
    expect(await decideOne({ ...both, leases: [lease, exception(two)] })).toMatchObject({
      verdict: 'pass',
      effect: 'none',
      accepted: 2,
    });
  });

  test.each([
    ['it has not started', { start: undefined, approver: undefined }],
    ['it has expired', { end: '2026-11-22T12:00:00.000Z' }],
    ['it was ended early', { endedEarlyAt: '2026-11-22T11:00:00.000Z' }],
    ['it names no finding', { covers: {} }],
    ['it is for another rule', { covers: { finding: one.id, rule: 'secrets/other' } }],
    ['it is for another stage', { covers: { finding: one.id, stage: 'build' } }],
    ['it is for another subject', { covers: { finding: one.id, subject: 'sub_017f22e2-79b0-7cc3-98c4-dc0c0c07398f' } }],
    ['it is a bypass', { kind: 'bypass' }],
  ])('an exception is worth nothing when %s', async (_why, changes) => {
    expect(await verdictWith([exception(one, changes as Partial<Lease>)])).toBe(2);
  });

  test('it lapses when the control changed on which it rests', async () => {
    const lease = exception(one, { premises: { 'control:no-secret': digestJson(control()) } });
    expect(await verdictWith([lease])).toBe(1);
    expect(await verdictWith([lease], { controls: [control({ title: 'No secret at all' })] })).toBe(2);
    expect(
      await verdictWith([exception(one, { premises: { rule: digestJson(1) } })], { premises: { rule: digestJson(2) } }),
    ).toBe(2);
  });

  const bypass = (stage: Stage, subject = 'sub_017f22e2-79b0-7cc3-98c4-dc0c0c07398f') =>
    exception(one, { kind: 'bypass', covers: { stage, subject } as Lease['covers'] });

  test('a bypass leaves the verdict and takes its effect', async () => {
    const subject = 'sub_017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
    const lease = bypass('commit');
    expect(await decideOne({ ...both, subject, leases: [lease] })).toMatchObject({
      verdict: 'fail',
      effect: 'notes',
      denied: 2,
    });
    expect((await decideOne({ ...both, subject, leases: [lease] })).reasons.at(-1)).toEqual({
      kind: 'bypassed',
      lease: lease.id,
      until: lease.end,
    });
    expect(await decideOne({ ...both, subject, leases: [bypass('merge')] })).toMatchObject({ effect: 'blocks' });
    expect(await decideOne({ ...both, leases: [lease] })).toMatchObject({ effect: 'blocks' });
    expect((await decideOne({ subject, leases: [lease] })).reasons).toEqual([]);
  });
});
