import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CvssError, type CvssVersion, bandOf, scoreVector } from './index.ts';
import { type Metric, metrics, notDefined } from './metrics.ts';

const lines = readFileSync(join(import.meta.dirname, 'vectors.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const versions = ['2.0', '3.0', '3.1', '4.0'] as const;

function vectorOf(version: CvssVersion, values: readonly (readonly [Metric, string])[]): string {
  const body = values.map(([{ name }, value]) => `${name}:${value}`).join('/');
  return version === '2.0' ? body : `CVSS:${version}/${body}`;
}

function everyBaseVector(version: CvssVersion): string[] {
  let partial: (readonly (readonly [Metric, string])[])[] = [[]];
  for (const metric of metrics[version].filter(({ group }) => group === 'base'))
    partial = partial.flatMap((before) => metric.values.map((value) => [...before, [metric, value] as const]));
  return partial.map((values) => vectorOf(version, values));
}

/** The lists of base scores in the file, by version. */
function everyBaseScore(): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  let names: readonly string[] = [];
  for (const line of lines) {
    if (line.startsWith('all ')) names = line.slice(4).split(' ');
    else if (line.includes('.')) break;
    else for (const name of names) lists.set(name, [...(lists.get(name) ?? []), ...line.split(' ').map(Number)]);
  }
  return lists;
}

const singles = lines
  .filter((line) => /^[234]\.\d /.test(line))
  .map((line) => {
    const [name = '', encoded = '', ...scores] = line.split(' ');
    const version = versions.find((one) => one === name) ?? '2.0';
    const letters = version === '2.0' ? encoded.split('.') : encoded.split('');
    const named = metrics[version].flatMap((metric, at) =>
      letters[at] === undefined || letters[at] === '-' ? [] : [[metric, letters[at]] as const],
    );
    return { version, vector: vectorOf(version, named), tenths: scores.map(Number) };
  });

describe('scores are those of the standards [4:cvss]', () => {
  test.each(['2.0', '3.0', '3.1'] as const)('of every combination of base metrics of %s', (version) => {
    const want = everyBaseScore().get(version) ?? [];
    const vectors = everyBaseVector(version);
    expect(want).toHaveLength(version === '2.0' ? 729 : 2592);
    expect(vectors.map((vector) => Math.round(scoreVector(vector).base * 10))).toEqual(want);
  });

  test.each([
    ['2.0', 500],
    ['3.0', 900],
    ['3.1', 1000],
    ['4.0', 2400],
  ] as const)('of vectors of %s with all groups of metrics (at least %i)', (version, least) => {
    const chosen = singles.filter((one) => one.version === version);
    expect(chosen.length).toBeGreaterThan(least);
    const differing = chosen.filter(({ vector, tenths }) => {
      const { base, threat, environmental } = scoreVector(vector);
      const got = tenths.length === 1 ? [environmental] : [base, threat, environmental];
      return got.some((score, at) => Math.round(score * 10) !== tenths[at]);
    });
    expect(differing).toEqual([]);
  });

  test.each([
    // The worked examples of the specifications and of FIRST's example documents.
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H', 7.8, 6.4, 9.2],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L', 10, 8.3, 9],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M', 6.2, 4.9, 7.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 6.1, 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4, 6.4, 6.4],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5, 7.5, 7.5],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10, 10, 10],
  ])('%s', (vector, base, threat, environmental) => {
    expect(scoreVector(vector)).toMatchObject({ base, threat, environmental });
  });

  test('a score of 4.0 does not change with supplemental metrics', () => {
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N';
    const { environmental } = scoreVector(vector);
    expect(scoreVector(`${vector}/S:P/AU:Y/R:I/V:C/RE:H/U:Red`)).toMatchObject({ environmental, score: environmental });
  });

  test('the most specific group that the vector names is its score', () => {
    const base = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    expect(scoreVector(base)).toMatchObject({ score: 9.8, band: 'critical' });
    expect(scoreVector(`${base}/E:U/RL:O/RC:X`)).toMatchObject({ base: 9.8, score: 8.5, band: 'high' });
    expect(scoreVector(`${base}/MAV:P/E:X`)).toMatchObject({ base: 9.8, score: 6.8, band: 'medium' });
  });

  test('bands are those of the specifications', () => {
    const scores = [0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10];
    expect(scores.map((score) => bandOf('4.0', score))).toEqual([
      'none',
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
      'critical',
    ]);
    expect(scores.map((score) => bandOf('2.0', score))).toEqual([
      'low',
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'high',
      'high',
    ]);
  });
});

describe('vectors are read strictly [4:cvss]', () => {
  const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  test.each([
    ['CVSS:3.2/AV:N', 'unknown-version', '"CVSS:3.2/AV:N" is no vector of CVSS 2.0, 3.0, 3.1 or 4.0'],
    ['', 'unknown-version', '"" is no vector'],
    [v31.replace('/A:H', ''), 'missing-metric', 'a vector of CVSS 3.1 lacks A'],
    [`${v31}/AV:N`, 'repeated-metric', 'AV stands twice'],
    [`${v31}/AT:N`, 'unknown-metric', '"AT" is no metric of CVSS 3.1'],
    [v31.replace('AC:L', 'AC:M'), 'unknown-value', '"M" is no value of AC in CVSS 3.1 (L, H)'],
    [`${v31}/`, 'malformed', '"" is not metric:value'],
    [`${v31} `, 'unknown-value', '"H "'],
    [`CVSS:3.1/${'AV:N/'.repeat(200)}`, 'malformed', 'at most 512 characters'],
    ['AV:N/Au:N/AC:L/C:P/I:P/A:P', 'out-of-order', 'AC stands too late'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VI:H/VC:H/VA:H/SC:N/SI:N/SA:N', 'out-of-order', 'VC stands too late'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N', 'unknown-value', '"S" is no value of SI'],
    ['CVSS:3.1/constructor:N', 'unknown-metric', '"constructor"'],
  ])('%s', (vector, code, message) => {
    expect(() => scoreVector(vector)).toThrow(CvssError);
    expect(() => scoreVector(vector)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('version 2 may stand in parentheses, and version 3 in any order', () => {
    expect(scoreVector('(AV:N/AC:L/Au:N/C:P/I:P/A:P)')).toMatchObject({ version: '2.0', base: 7.5 });
    expect(scoreVector('CVSS:3.0/S:U/C:H/I:H/A:H/AV:N/AC:L/PR:N/UI:N')).toMatchObject({ base: 9.8 });
  });

  const anyVector = fc.constantFrom(...versions).chain((version) =>
    fc
      .tuple(
        ...metrics[version].map(({ values, group }) =>
          fc.option(fc.constantFrom(...values), { freq: group === 'base' ? 1e9 : 2 }),
        ),
      )
      .map((chosen) => ({
        version,
        named: metrics[version].flatMap((metric, at) => (chosen[at] == null ? [] : [[metric, chosen[at]] as const])),
      })),
  );

  test('every well-formed vector has scores from 0 to 10 in tenths, and "not defined" is the same as silence', () => {
    fc.assert(
      fc.property(anyVector, ({ version, named }) => {
        const scores = scoreVector(vectorOf(version, named));
        for (const score of [scores.base, scores.threat, scores.environmental, scores.score]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(10);
          expect(Number.isInteger(Math.round(score * 10 * 1e6) / 1e6)).toBe(true);
        }
        const spoken = named.filter(([, value]) => value !== notDefined[version]);
        const { score, base } = scoreVector(vectorOf(version, spoken));
        expect([score, base]).toEqual([scores.score, scores.base]);
      }),
    );
  });

  test('any other text is refused with an error of ours, at once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^CVSS:(3\.[01]|4\.0)\/[A-Z:/]{0,80}$/)), (text) => {
        try {
          scoreVector(text);
        } catch (error) {
          expect(error).toBeInstanceOf(CvssError);
        }
      }),
    );
  });
});
