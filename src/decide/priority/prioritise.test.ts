import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prioritise, type PriorityInput, severityOf } from './index.ts';

const score = (one: PriorityInput) => prioritise(one).score;

const worst = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

describe('one number says what to repair first [4:priority]', () => {
  test('with its parts, and why in words', () => {
    const priority = prioritise({
      kind: 'vulnerability',
      vectors: [worst],
      exploited: { since: '2023-11-02' },
      reachability: { verdict: 'reachable', at: { path: 'src/pay.ts', line: 12 } },
      fix: { available: true, distance: 'patch', version: '4.17.21', direct: true },
      exposure: { facing: 'internet', data: ['payment'] },
      depth: 0,
      age: 800,
    });
    expect(priority).toEqual({
      score: 972,
      parts: [
        { name: 'severity', points: 392, words: 'CVSS 9.8 (critical)' },
        { name: 'exploited', points: 300, words: 'exploited in the wild since 2023-11-02' },
        { name: 'exposure', points: 150, words: 'it faces the internet; it handles payment data' },
        { name: 'fix', points: 110, words: 'the fix is a patch away (4.17.21)' },
        { name: 'age', points: 20, words: 'known for 2 years' },
        { name: 'reachability', factor: 1, words: 'reachable from src/pay.ts:12' },
      ],
      words:
        'Exploited in the wild since 2023-11-02; reachable from src/pay.ts:12; CVSS 9.8 (critical); it faces the internet; it handles payment data; the fix is a patch away (4.17.21); known for 2 years.',
    });
  });

  test('what is neither used nor shipped comes late, and still comes', () => {
    const { score, words } = prioritise({
      kind: 'vulnerability',
      vectors: ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'],
      epss: 0.0004,
      reachability: { verdict: 'not-observed', words: 'nothing here imports it' },
      fix: { available: false },
      scope: 'test',
      exposure: { facing: 'tool' },
      depth: 3,
    });
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(50);
    expect(words).toBe(
      'Nothing here imports it; it is for tests alone; brought in over 3 packages; CVSS 1.8 (low); it is a tool of developers; under 1 % likely to be exploited within 30 days; there is no fix yet.',
    );
  });

  test('a malicious package comes first, whoever uses it', () => {
    for (const scope of [undefined, 'dev', 'test'] as const)
      expect(
        prioritise({
          kind: 'malicious',
          ...(scope !== undefined && { scope }),
          reachability: { verdict: 'not-observed' },
        }),
      ).toMatchObject({ score: 1000, words: 'Published to do harm: installing it was enough.' });
  });

  test('a package that nobody maintains comes after vulnerabilities', () => {
    const unmaintained = prioritise({ kind: 'unmaintained' });
    expect(unmaintained.score).toBeLessThan(prioritise({ kind: 'vulnerability', word: 'low', epss: 0.01 }).score);
    expect(unmaintained.words).toContain('Nobody maintains it');
    expect(prioritise({ kind: 'notice' }).score).toBeLessThan(unmaintained.score);
  });

  test('what is not known never counts as good news', () => {
    const known: PriorityInput = {
      kind: 'vulnerability',
      word: 'high',
      epss: 0.0001,
      reachability: { verdict: 'not-observed' },
    };
    const { epss: _epss, ...withoutEpss } = known;
    const { reachability: _reachability, ...withoutReachability } = known;
    const { word: _word, ...withoutWord } = known;
    expect(prioritise(withoutEpss).score).toBeGreaterThan(prioritise(known).score);
    expect(prioritise(withoutReachability).score).toBeGreaterThan(prioritise(known).score);
    expect(prioritise(withoutWord).score).toBeGreaterThan(prioritise({ ...known, word: 'low' }).score);
  });
});

describe('a worse circumstance never has the lower number [4:priority]', () => {
  const input: fc.Arbitrary<PriorityInput> = fc.record(
    {
      kind: fc.constantFrom('vulnerability', 'unmaintained', 'notice', 'malicious'),
      vectors: fc.subarray([
        worst,
        'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N',
        'AV:N/AC:L/Au:N/C:P/I:P/A:P',
        'no vector',
      ]),
      word: fc.constantFrom('LOW', 'moderate', 'Critical', 'whatever'),
      exploited: fc.constant({ since: '2024-01-31' }),
      epss: fc.double({ min: 0, max: 1, noNaN: true }),
      reachability: fc.record({ verdict: fc.constantFrom('reachable', 'not-observed', 'unknown') }),
      fix: fc.oneof(
        fc.constant({ available: false } as const),
        fc.record(
          {
            available: fc.constant(true as const),
            distance: fc.constantFrom('patch', 'minor', 'major'),
            direct: fc.boolean(),
          },
          { requiredKeys: ['available'] },
        ),
      ),
      scope: fc.constantFrom('dev', 'optional', 'peer', 'build', 'test', 'provided'),
      exposure: fc.record(
        {
          facing: fc.constantFrom('internet', 'internal', 'batch', 'library', 'tool'),
          data: fc.subarray(['personal', 'payment', 'health', 'credentials']),
        },
        { requiredKeys: ['facing'] },
      ),
      depth: fc.nat(9),
      age: fc.nat(9000),
    },
    { requiredKeys: ['kind'] },
  );
  const holds = (claim: (one: PriorityInput) => boolean) => {
    fc.assert(fc.property(input, claim), { numRuns: 500 });
  };
  const rises = (steps: readonly Partial<PriorityInput>[]) => {
    holds((one) =>
      steps.every((step, at) => at === 0 || score({ ...one, ...steps[at - 1] }) <= score({ ...one, ...step })),
    );
  };

  test('known exploitation', () => {
    holds((one) => score(one) <= score({ ...one, exploited: {} }));
  });
  test('a higher probability', () => {
    rises([0, 0.001, 0.01, 0.2, 0.9, 1].map((epss) => ({ epss })));
  });
  test('a higher severity', () => {
    rises(['low', 'moderate', 'high', 'critical'].map((word) => ({ vectors: [], word })));
  });
  test('reachability', () => {
    rises((['not-observed', 'unknown', 'reachable'] as const).map((verdict) => ({ reachability: { verdict } })));
  });
  test('being shipped', () => {
    holds((one) => {
      const { scope: _scope, ...shipped } = one;
      return score(one) <= score(shipped);
    });
  });
  test('a nearer fix', () => {
    rises([
      { fix: { available: false } },
      ...(['major', 'minor', 'patch'] as const).map((distance) => ({ fix: { available: true as const, distance } })),
      { fix: { available: true, distance: 'patch', direct: true } },
    ]);
  });
  test('exposure, and what is at stake', () => {
    rises((['tool', 'batch', 'internal', 'internet'] as const).map((facing) => ({ exposure: { facing } })));
    rises(
      [[], ['personal'], ['personal', 'payment'], ['personal', 'payment', 'health']].map((data) => ({
        exposure: { facing: 'internet' as const, data: data as NonNullable<PriorityInput['exposure']>['data'] & {} },
      })),
    );
  });
  test('lying nearer, and standing open longer', () => {
    rises([9, 4, 1, 0].map((depth) => ({ depth })));
    rises([0, 40, 200, 364, 365, 3000].map((age) => ({ age })));
  });

  test('the number is that of its parts, from 1 to 1000, and each part has a name', () => {
    holds((one) => {
      const { score: number, parts, words } = prioritise(one);
      const sum = parts.reduce((total, part) => total + ('points' in part ? part.points : 0), 0);
      const factor = parts.reduce((product, part) => product * ('factor' in part ? part.factor : 1), 1);
      expect(number).toBe(Math.min(1000, Math.max(1, Math.round(sum * factor))));
      expect(words).toMatch(/^\p{Lu}.*\.$|^\d+ %.*\.$/u);
      return Number.isInteger(number) && parts.every(({ name }) => name !== '');
    });
  });
});

const low4 = 'CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N';

describe('how bad it is comes from the best that is given [4:cvss]', () => {
  test.each([
    [
      { vectors: ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N'] },
      5.3,
      'medium',
      'vector',
    ],
    [{ vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N', worst] }, 9.8, 'critical', 'vector'],
    [{ vectors: ['CVSS:3.1/AV:N'], word: 'MODERATE' }, 5.5, 'medium', 'word'],
    [{ word: 'constructor' }, 5.5, 'medium', 'nothing'],
    [{ ratings: [{ vectors: [worst] }, { vectors: [low4] }] }, 9.8, 'critical', 'vector'],
    [{ ratings: [{ vectors: [worst, low4] }] }, 1, 'low', 'vector'],
    [{ ratings: [{ vectors: [low4] }, { word: 'high' }, {}] }, 8, 'high', 'word'],
    [{ ratings: [{}, { vectors: [low4] }] }, 1, 'low', 'vector'],
    [{}, 5.5, 'medium', 'nothing'],
  ])('%j', (input, score, band, from) => {
    expect(severityOf(input)).toMatchObject({ score, band, from });
  });

  test('what could not be read is named', () => {
    expect(severityOf({ vectors: ['CVSS:3.1/AV:N'] }).unreadable).toEqual([
      'a vector of CVSS 3.1 lacks AC, PR, UI, S, C, I, A',
    ]);
  });
});
