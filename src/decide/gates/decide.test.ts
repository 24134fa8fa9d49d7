import { describe, expect, test } from 'vitest';
import {
  Decision,
  type Finding,
  type FindingId,
  type Lease,
  type Scope,
  type Stage,
  digestBytes,
  digestJson,
} from '#ground/model';
import { decide, type DecideInput } from './index.ts';
import { control, evidence, exception, findings, noon } from './testing.ts';

const input = (changes: Partial<DecideInput> = {}): DecideInput => ({
  controls: [control()],
  stage: 'commit',
  subject: 'shop',
  evidence: [evidence()],
  leases: [],
  at: noon,
  ...changes,
});

async function decideOne(changes: Partial<DecideInput> = {}): Promise<Decision> {
  const decisions = await decide(input(changes));
  expect(decisions).toHaveLength(1);
  return Decision.parse(decisions[0]);
}

const found = (...all: readonly Finding[]) => ({ evidence: [evidence({ findings: [...all] })] });
const idsOf = (all: readonly Finding[]): ReadonlySet<FindingId> => new Set(all.map(({ id }) => id));

describe('a verdict', () => {
  test('is pass when everything was looked at and nothing was found', async () => {
    expect(await decideOne()).toMatchObject({ verdict: 'pass', effect: 'none', judged: 0, denied: 0, reasons: [] });
  });

  test('is fail when a finding is not tolerated, and names finding and policy', async () => {
    const all = findings({}, { confidence: 'possible' });
    const policy =
      '@id("critical") forbid (principal, action, resource) when { context.severity == "critical" && context.confidence != "possible" }; permit (principal, action, resource);';
    expect(await decideOne({ controls: [control({ policy })], ...found(...all) })).toMatchObject({
      verdict: 'fail',
      effect: 'blocks',
      judged: 2,
      denied: 1,
      newlyDenied: 1,
      reasons: [{ kind: 'denied', finding: all[0]!.id, policies: ['no-secret/critical'] }],
    });
  });

  test('is pass when all that was found is tolerated', async () => {
    expect(await decideOne(found(...findings({ confidence: 'possible' })))).toMatchObject({
      verdict: 'pass',
      judged: 1,
      denied: 0,
      reasons: [],
    });
  });

  test('leaves out findings of other analyzers', async () => {
    expect(await decideOne(found(...findings({ rule: 'code/injection' })))).toMatchObject({
      verdict: 'pass',
      judged: 0,
    });
  });

  test('is unknown when the policy reads what is not known of a finding, and says which policy and what [2:decide]', async () => {
    const [finding] = findings({});
    const policy =
      'permit (principal, action, resource); forbid (principal, action, resource) when { context.attributes.live };';
    const decision = await decideOne({ controls: [control({ policy })], ...found(finding!) });
    expect(decision).toMatchObject({ verdict: 'unknown', effect: 'blocks', denied: 0 });
    expect(decision.reasons).toMatchObject([
      { kind: 'policy-error', finding: finding!.id, policy: 'no-secret/2', message: expect.stringContaining('live') },
    ]);
  });

  test('of one control with a broken policy is unknown, and the others are decided', async () => {
    const broken = control({ id: 'broken' as Decision['control'], policy: 'permit (' });
    const [first, second] = await decide(input({ controls: [control(), broken], ...found(...findings({})) }));
    expect(first).toMatchObject({ control: 'broken', verdict: 'unknown', reasons: [{ kind: 'policy-error' }] });
    expect(second).toMatchObject({ control: 'no-secret', verdict: 'fail' });
  });
});

describe('what was not looked at [2:decide]', () => {
  test('makes a decision unknown, with what would decide it', async () => {
    const gaps = {
      evidence: [
        evidence({
          notLookedAt: [
            { path: 'a.bin', reason: 'too-large' },
            { path: 'b', by: 'secrets' },
            { by: 'secrets/token', reason: 'rule-timed-out' },
          ],
        }),
      ],
    };
    const decision = await decideOne(gaps);
    expect(decision).toMatchObject({ verdict: 'unknown', effect: 'blocks' });
    expect(
      decision.reasons.map((reason) =>
        reason.kind === 'unknown' ? `${reason.path ?? '-'}: ${reason.what}` : reason.kind,
      ),
    ).toEqual([
      '-: a rule took longer than its time by secrets/token',
      'a.bin: larger than the limit',
      'b: could not be read by secrets',
    ]);
  });

  test.each([
    ['is expected', { path: 'logo.png', reason: 'binary', expected: true }],
    ['concerns another analyzer', { path: 'a.ts', by: 'code', reason: 'parse-failed' }],
    ['concerns a rule of another analyzer', { path: 'a.ts', by: 'code/injection', reason: 'rule-timed-out' }],
  ] as const)('does not matter when it %s', async (_name, gap) => {
    expect(await decideOne({ evidence: [evidence({ notLookedAt: [gap] })] })).toMatchObject({ verdict: 'pass' });
  });

  test('does not hide a failure', async () => {
    expect(
      await decideOne({ evidence: [evidence({ findings: findings({}), notLookedAt: [{ path: 'a' }] })] }),
    ).toMatchObject({ verdict: 'fail' });
  });

  test('is listed up to a hundred lines, and counted beyond', async () => {
    const notLookedAt = Array.from({ length: 250 }, (_, index) => ({ path: `f${index}` }));
    const { reasons } = await decideOne({ evidence: [evidence({ notLookedAt })] });
    expect(reasons).toHaveLength(101);
    expect(reasons.at(-1)).toMatchObject({ what: '150 more were not looked at' });
  });
});

const hoursAgo = (hours: number) => new Date(Date.parse(noon) - hours * 3_600_000).toISOString() as typeof noon;
const some: Scope['coverage'] = { kind: 'paths', paths: ['a.ts'] };

/** Evidence whose scope says that these rules ran, with a finding of one that nobody asks about. */
const ranRules = (ids?: string[]) => [
  evidence({
    scope: { rules: { digest: digestJson('r'), count: 1, ...(ids !== undefined && { ids }) } },
    findings: findings({ rule: 'secrets/other' }),
  }),
];

const optional = (mode: 'warn' | 'enforce') =>
  control({ evidence: { analyzer: 'quality', optional: true }, modes: { commit: mode } });

describe('an optional control [5:quality]', () => {
  test('is not asked where nobody looked, but where it is enforced', async () => {
    expect(await decide(input({ controls: [optional('warn')] }))).toEqual([]);
    expect(await decideOne({ controls: [optional('enforce')] })).toMatchObject({
      verdict: 'unknown',
      effect: 'blocks',
    });
  });

  test('is asked like any other where somebody did', async () => {
    const looked = [evidence({ scope: { analyzers: [{ id: 'quality', digest: digestJson(1) }] } })];
    expect(await decideOne({ controls: [optional('warn')], evidence: looked })).toMatchObject({ verdict: 'pass' });
  });
});

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

describe('modes', () => {
  const failing = found(...findings({}));

  test.each([
    ['observe', 'notes'],
    ['warn', 'warns'],
    ['enforce', 'blocks'],
  ] as const)('under %s a failure %s', async (mode, effect) => {
    expect(await decideOne({ controls: [control({ modes: { commit: mode } })], ...failing })).toMatchObject({
      verdict: 'fail',
      mode,
      effect,
    });
  });

  test('a control without a mode at the stage is not asked', async () => {
    expect(await decide(input({ stage: 'run', ...failing }))).toEqual([]);
  });

  test.each([
    ['2026-11-23', 'warn', 'warns', '2026-11-23'],
    ['2026-11-22', 'enforce', 'blocks', undefined],
    ['2026-11-21', 'enforce', 'blocks', undefined],
  ])('planned from %s, on 22 November, it is %s', async (date, mode, effect, shown) => {
    const decision = await decideOne({
      controls: [control({ modes: { commit: 'warn' }, enforceFrom: { commit: date } })],
      ...failing,
    });
    expect(decision).toMatchObject({ mode, effect });
    expect(decision.enforcedFrom).toBe(shown);
  });

  test('a stage that is only planned is observed until its day', async () => {
    const planned = control({ modes: {}, enforceFrom: { commit: '2027-01-01' } });
    expect(await decideOne({ controls: [planned], ...failing })).toMatchObject({ mode: 'observe', effect: 'notes' });
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

describe('what is new', () => {
  const [one, two] = findings({}, {}) as [Finding, Finding];
  const both = found(one, two);
  const policy = 'permit (principal, action, resource) when { !context.new };';

  test('is what neither the baseline nor the prior evidence has; without any, everything', async () => {
    expect(await decideOne(both)).toMatchObject({ denied: 2, newlyDenied: 2 });
    expect(await decideOne({ ...both, baseline: idsOf([one]) })).toMatchObject({ denied: 2, newlyDenied: 1 });
    expect(await decideOne({ ...both, prior: idsOf([one]) })).toMatchObject({ denied: 2, newlyDenied: 1 });
    expect(await decideOne({ ...both, baseline: idsOf([one]), prior: idsOf([two]) })).toMatchObject({ newlyDenied: 0 });
  });

  test('to a policy, is what the baseline does not have', async () => {
    expect(await decideOne({ controls: [control({ policy })], ...both, baseline: idsOf([one, two]) })).toMatchObject({
      verdict: 'pass',
    });
  });

  test('to a policy, stays new however often it was scanned: a change does not become old by waiting', async () => {
    expect(await decideOne({ controls: [control({ policy })], ...both, prior: idsOf([one, two]) })).toMatchObject({
      verdict: 'fail',
      denied: 2,
      newlyDenied: 0,
    });
  });
});

describe('a decision explains itself [2:decide]', () => {
  test('new and severe findings first', async () => {
    const all = findings(
      { severity: 'low' },
      { severity: 'critical' },
      { severity: 'high', confidence: 'likely' },
      { severity: 'high' },
      { severity: 'critical' },
    );
    const { reasons } = await decideOne({ ...found(...all), baseline: idsOf([all[1]!]) });
    const order = reasons.map((reason) =>
      reason.kind === 'denied' ? all.findIndex(({ id }) => id === reason.finding) : -1,
    );
    expect(order).toEqual([4, 3, 2, 0, 1]);
  });

  test('and records its instant and the digests of all that went in', async () => {
    const gathered = evidence({ findings: findings({}) });
    const decision = await decideOne({ evidence: [gathered] });
    expect(decision.at).toBe(noon);
    expect(decision.inputs).toMatchObject({
      control: digestJson(control()),
      policy: digestBytes(control().policy),
      evidence: [gathered.digest],
    });
  });

  test.each<[string, Partial<DecideInput>]>([
    ['findings', { evidence: [evidence({ findings: findings({ path: 'other.ts' }) })] }],
    ['leases', { leases: [exception(findings({})[0]!)] }],
    ['policy', { controls: [control({ policy: 'permit (principal, action, resource);' })] }],
    ['control', { controls: [control({ title: 'Another title' })] }],
    ['evidence', { evidence: [evidence({ findings: findings({}), notLookedAt: [{ path: 'a' }] })] }],
  ])('other %s, another digest', async (name, changes) => {
    const before = await decideOne(found(...findings({})));
    const after = await decideOne({ ...found(...findings({})), ...changes });
    expect((after.inputs as Record<string, unknown>)[name]).not.toEqual(
      (before.inputs as Record<string, unknown>)[name],
    );
  });
});
