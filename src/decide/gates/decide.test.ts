import { describe, expect, test } from 'vitest';
import { Decision, type Finding, type FindingId, digestBytes, digestJson } from '#ground/model';
import { decide, type DecideInput } from './index.ts';
import { control, decideOne, evidence, exception, findings, found, input, noon } from './testing.ts';

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
