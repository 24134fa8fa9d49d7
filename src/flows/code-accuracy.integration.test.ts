import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingsIn, numbersOfRules } from '../../bench/code/findings.ts';
import { readCases } from '../../bench/code/labels.ts';
import { totals } from '../../bench/code/report.ts';
import { scoreCase } from '../../bench/code/score.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-accuracy-')));
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const cases = readCases();

test('The benchmark has more than 600 labelled cases in both languages, half of them with nothing to find [5:code-accuracy]', () => {
  expect(cases.length).toBeGreaterThan(600);
  expect(new Set(cases.map(({ language }) => language))).toEqual(new Set(['javascript', 'python']));
  const sound = cases.filter(({ expected }) => expected.length === 0).length;
  expect(sound / cases.length).toBeGreaterThan(0.45);
  expect(sound / cases.length).toBeLessThan(0.55);
});

/** All of them are measured by bench/code/accuracy.ts; these few tell when the chain breaks. */
test(
  'Of every twentieth case of the half that may be looked at, most is found, and little else [5:code-accuracy]',
  { timeout: 60_000 },
  async () => {
    const some = cases.filter(({ half }) => half === 'tuning').filter((_, at) => at % 20 === 0);
    const numbers = await numbersOfRules();
    const answers = [];
    for (const [at, one] of some.entries()) {
      const folder = join(home, String(at));
      for (const { path, text } of one.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      answers.push(scoreCase(one, await findingsIn(folder, numbers, false)));
    }
    const { recall, precision } = totals(answers);
    expect(recall).toBeGreaterThanOrEqual(0.75);
    expect(precision).toBeGreaterThanOrEqual(0.8);
  },
);
