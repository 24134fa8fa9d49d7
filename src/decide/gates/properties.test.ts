import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Control, type Finding, type FindingId, type NotLookedAt, canonicalJson } from '#ground/model';
import { decide, type DecideInput, tabulate } from './index.ts';
import { control, evidence, exception, findings, noon } from './testing.ts';

const policies = [
  'permit (principal, action, resource) when { context.confidence == "possible" };',
  'permit (principal, action, resource); forbid (principal, action, resource) when { context.attributes.live };',
  'permit (principal, action, resource) when { !context.new || context.severity == "low" };',
  'permit (principal, action, resource) when { context.attributes.live == false };',
];

const partsOfFinding = fc.record({
  severity: fc.constantFrom<Finding['severity']>('low', 'critical'),
  confidence: fc.constantFrom<Finding['confidence']>('certain', 'possible'),
  attributes: fc.oneof(fc.constant({}), fc.record({ live: fc.boolean(), length: fc.integer({ min: 0, max: 40 }) })),
});

const gap = fc.record({
  path: fc.constantFrom('a', 'b', 'c'),
  by: fc.constantFrom('secrets', 'code', 'secrets/token'),
  expected: fc.boolean(),
});

const situation = fc.record({
  found: fc.array(partsOfFinding, { maxLength: 8 }),
  gaps: fc.array(gap, { maxLength: 3 }),
  policy: fc.constantFrom(...policies),
  quantifier: fc.oneof(
    fc.constant<Control['quantifier']>({ kind: 'none' }),
    fc.integer({ min: 0, max: 4 }).map((count): Control['quantifier'] => ({ kind: 'at-most', count })),
    fc.integer({ min: 0, max: 100 }).map((percent): Control['quantifier'] => ({ kind: 'at-least', percent })),
  ),
  accepted: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  baseline: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  prior: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function inputOf(
  { found, gaps, policy, quantifier, accepted, baseline, prior }: Situation,
  more: readonly Partial<NotLookedAt>[] = [],
): DecideInput {
  const all = findings(...found);
  const pick = (indexes: readonly number[]) => [...new Set(indexes)].flatMap((index) => all[index] ?? []);
  return {
    controls: [control({ policy, quantifier }), control({ id: 'other' as Control['id'], policy: policies[0]! })],
    stage: 'commit',
    subject: 'shop',
    evidence: [
      evidence({ findings: all, notLookedAt: [...gaps, ...more] }),
      evidence({ scope: { coverage: { kind: 'paths', paths: ['a'] } }, findings: all.slice(0, 2) }),
    ],
    leases: pick(accepted).map((finding) => exception(finding)),
    baseline: new Set(pick(baseline).map(({ id }) => id)),
    prior: new Set(pick(prior).map(({ id }) => id)),
    at: noon,
  };
}

const turned = <Value>(values: readonly Value[]): Value[] => [...values].reverse();

describe('decisions', () => {
  test('do not depend on the order of anything [2:decide]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (parts) => {
        const input = inputOf(parts);
        const other: DecideInput = {
          ...input,
          controls: turned(input.controls),
          leases: turned(input.leases),
          evidence: turned(input.evidence).map((one) => ({
            ...one,
            findings: turned(one.findings),
            scope: { ...one.scope, notLookedAt: turned(one.scope.notLookedAt) },
          })),
        };
        expect(await decide(other)).toEqual(await decide(input));
      }),
    );
  });

  test('are the same when replayed from what JSON keeps of their inputs [2:decide]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (parts) => {
        const { baseline = new Set(), prior = new Set(), ...input } = inputOf(parts);
        const kept = JSON.parse(
          canonicalJson({ ...input, baseline: [...baseline], prior: [...prior] }),
        ) as DecideInput & Record<'baseline' | 'prior', Iterable<FindingId>>;
        const replayed = await decide({ ...kept, baseline: new Set(kept.baseline), prior: new Set(kept.prior) });
        expect(replayed).toEqual(await decide({ ...input, baseline, prior }));
      }),
    );
  });

  test('never become pass because something was not looked at [2:decide]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, gap, async (parts, extra) => {
        const before = await decide(inputOf(parts));
        const after = await decide(inputOf(parts, [extra]));
        for (const [index, { verdict }] of before.entries()) {
          if (verdict !== 'pass') expect(after[index]!.verdict).toBe(verdict);
          else if (!extra.expected && extra.by !== 'code') expect(after[index]!.verdict).toBe('unknown');
        }
      }),
    );
  });

  test('never get better by another finding that is denied', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (parts) => {
        const strict = { ...parts, policy: policies[0]!, accepted: [] };
        const [, before] = await decide(inputOf(strict));
        const [, after] = await decide(
          inputOf({ ...strict, found: [...strict.found, { severity: 'low', confidence: 'certain', attributes: {} }] }),
        );
        expect(before!.verdict === 'fail' && after!.verdict !== 'fail').toBe(false);
      }),
    );
  });

  test('count every finding once: judged are the tolerated, the denied, the accepted and the undecided', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (parts) => {
        for (const decision of await decide(inputOf(parts))) {
          expect(decision.judged).toBe(parts.found.length);
          expect(decision.denied + decision.accepted).toBeLessThanOrEqual(decision.judged);
          expect(decision.newlyDenied).toBeLessThanOrEqual(decision.denied);
          expect(decision.reasons.filter(({ kind }) => kind === 'denied')).toHaveLength(decision.denied);
        }
      }),
    );
  });

  test('are the same from a table as from Cedar', async () => {
    const tables = (await Promise.all(policies.map((policy) => tabulate({ id: control().id, policy })))).filter(
      (table) => table !== undefined,
    );
    expect(tables).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(situation, async (parts) => {
        const input = inputOf(parts);
        const plain = { ...input, controls: input.controls.slice(0, 1) };
        expect(await decide({ ...plain, tables })).toEqual(await decide(plain));
      }),
    );
  });
});

/** Runs in a process of its own: here, other tests have loaded Cedar. */
function isCedarLoadedAfter(script: string): boolean {
  const preamble = `
    import { decide, tabulate } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    import { control, evidence, findings, noon } from ${JSON.stringify(join(import.meta.dirname, 'testing.ts'))};
    import { isCedarLoaded } from ${JSON.stringify(join(import.meta.dirname, '../../ground/policy/index.ts'))};
    const input = { controls: [control()], stage: 'commit', subject: 'shop', evidence: [evidence()], leases: [], at: noon };
  `;
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `${preamble}${script}\nprocess.stdout.write(String(isCedarLoaded()));`],
    { encoding: 'utf8' },
  );
  expect(['true', 'false']).toContain(output);
  return output === 'true';
}

describe('what decisions cost', () => {
  test('nothing found: Cedar is not loaded [2:decide]', () => {
    expect(isCedarLoadedAfter(`if ((await decide(input))[0].verdict !== 'pass') throw new Error('no pass');`)).toBe(
      false,
    );
  });

  test('no evidence: Cedar is not loaded', () => {
    expect(
      isCedarLoadedAfter(
        `if ((await decide({ ...input, evidence: [] }))[0].verdict !== 'unknown') throw new Error('not unknown');`,
      ),
    ).toBe(false);
  });

  test('something found: it is, unless the policy has a table', () => {
    const found = `const found = { ...input, evidence: [evidence({ findings: findings({}) })] };`;
    expect(isCedarLoadedAfter(`${found} await decide(found);`)).toBe(true);
    expect(
      isCedarLoadedAfter(`${found} const { digestBytes } = await import(${JSON.stringify(join(import.meta.dirname, '../../ground/model/index.ts'))});
      const answers = [{ answer: 'deny', policies: [], errors: [] }];
      const which = { certain: 0 };
      const [decision] = await decide({ ...found, tables: [{ policy: digestBytes(control().policy), reads: ['confidence'], answers, which }] });
      if (decision.verdict !== 'fail') throw new Error('no fail');`),
    ).toBe(false);
  });

  test('100,000 findings that differ in what no policy reads are one question [2:decide]', async () => {
    const [one] = findings({}) as [Finding];
    const many = Array.from({ length: 100_000 }, (_, index): Finding => ({
      ...one,
      id: `fnd_${index.toString(16).padStart(32, '0')}` as Finding['id'],
      attributes: { entropy: index },
    }));
    const [decision] = await decide({
      controls: [control()],
      stage: 'commit',
      subject: 'shop',
      evidence: [evidence({ findings: many })],
      leases: [],
      at: noon,
    });
    expect(decision).toMatchObject({ verdict: 'fail', judged: 100_000, denied: 100_000 });
    expect(decision!.reasons).toHaveLength(1_000);
  });

  test('findings that differ in more ways than are asked about are unknown, not tolerated', async () => {
    const [one] = findings({}) as [Finding];
    const many = Array.from({ length: 10_500 }, (_, index): Finding => ({
      ...one,
      id: `fnd_${index.toString(16).padStart(32, '0')}` as Finding['id'],
      attributes: { entropy: index },
    }));
    const reading = control({
      policy: 'permit (principal, action, resource) when { context.attributes.entropy >= 0 };',
    });
    const [decision] = await decide({
      controls: [reading],
      stage: 'commit',
      subject: 'shop',
      evidence: [evidence({ findings: many })],
      leases: [],
      at: noon,
    });
    expect(decision).toMatchObject({
      verdict: 'unknown',
      judged: 10_500,
      denied: 0,
      reasons: [{ kind: 'policy-error' }],
    });
  });
});
