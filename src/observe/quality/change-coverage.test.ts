import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { Trees } from './change-complexity.ts';
import { type ChangeCoverage, coverageClaims, coverageOfChange, type CoverageQuestion } from './change-coverage.ts';
import type { ChangedFile } from './change.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(new Map(syntaxAssets.map((name) => [name, readFileSync(assetPath(name))])));
});

const noon = Date.parse('2026-11-22T12:00:00Z');
/** Lines with their hits, from the first on; -1: the report does not know the line. */
const report = (
  files: Readonly<Record<string, readonly number[]>>,
  madeAt = noon,
): CoverageQuestion['reports'][number] => ({
  path: 'lcov.info',
  format: 'lcov',
  coverage: new Map(
    Object.entries(files).map(([path, hits]) => [
      path,
      new Map(hits.flatMap((hit, at) => (hit < 0 ? [] : [[at + 1, hit] as const]))),
    ]),
  ),
  madeAt,
});
const changed = (path: string, text: string, firstLine = 1): ChangedFile => ({
  path,
  text,
  added: [{ firstLine, lastLine: text.split('\n').length }],
  removed: [],
});

function judge(files: readonly ChangedFile[], more: Partial<CoverageQuestion>): ChangeCoverage {
  const trees = new Trees(parsers, performance.now() + 5000);
  return coverageOfChange({ files, gone: [] }, { reports: [], limit: 80, trees, changedAt: noon, ...more });
}

const five = 'a();\nb();\n\nc();\nd();';

test('Of the lines that a change adds, those count that can run; old lines do not [5:coverage]', () => {
  const answer = judge([changed('a.ts', five, 2)], { reports: [report({ 'a.ts': [0, 1, -1, 0, 1] })] });
  expect(answer).toMatchObject({ executable: 3, covered: 2, percent: 66, isEnough: false, gaps: [] });
  expect(answer.files).toEqual([{ path: 'a.ts', executable: 3, uncovered: [{ firstLine: 4, lastLine: 4 }] }]);
});

const one = (hits: number) => judge([changed('a.ts', 'a();')], { reports: [report({ 'a.ts': [hits] })], limit: 80 });
const four = (limit: number) =>
  judge([changed('a.ts', five)], { reports: [report({ 'a.ts': [1, 1, -1, 1, 0] })], limit });

test('The limit is held exactly, and a change of one line counts like any other [5:coverage]', () => {
  expect(one(0)).toMatchObject({ executable: 1, percent: 0, isEnough: false });
  expect(one(3)).toMatchObject({ executable: 1, percent: 100, isEnough: true });
  expect(four(75)).toMatchObject({ percent: 75, isEnough: true });
  expect(four(75.1)).toMatchObject({ percent: 75, isEnough: false });
});

test('Nothing to run is enough, and what was decided is said', () => {
  const answer = judge([changed('README.md', 'words')], { reports: [report({})] });
  expect(answer).toMatchObject({ executable: 0, isEnough: true, gaps: [] });
  expect(answer).not.toHaveProperty('percent');
});

test('Several reports are taken together: a line that one of them ran, ran', () => {
  const reports = [report({ 'a.ts': [1, 0] }), report({ 'a.ts': [0, 0] })];
  expect(judge([changed('a.ts', 'a();\nb();')], { reports })).toMatchObject({ executable: 2, covered: 1 });
});

test('A claim names the lines, with those in between that hold nothing to run [5:coverage]', () => {
  const file = changed('a.ts', five);
  const answer = judge([file], { reports: [report({ 'a.ts': [1, 0, -1, 0, 1] })] });
  expect(answer.files[0]?.uncovered).toEqual([{ firstLine: 2, lastLine: 4 }]);
  expect(coverageClaims({ files: [file], gone: [] }, answer)).toMatchObject([
    {
      rule: 'quality/uncovered-change',
      locus: { kind: 'file', path: 'a.ts' },
      location: { path: 'a.ts', startLine: 2, endLine: 4, endColumn: 5 },
      message:
        'No test runs lines 2–4 of the 4 that the change adds here and that can run; of the whole change 50 % ran (limit 80 %).',
      attributes: { isEnough: false, changePercent: 50 },
    },
  ]);
});

test('What the reports cannot know is a gap: files without a name in them, lines that they were made without [5:coverage]', () => {
  const files = [
    changed('new.ts', 'export const f = () => a();'),
    changed('old.ts', five, 4),
    changed('types.ts', 'export interface A { b: string }'),
    changed('a.test.ts', 'test("x", () => {});'),
    changed('vite.config.ts', 'export default f();'),
  ];
  const { gaps, executable } = judge(files, { reports: [report({ 'old.ts': [1, 1] })] });
  expect(executable).toBe(0);
  expect(gaps.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
    'new.ts: no report of coverage names it: 1 line that the change adds and that can run',
    'old.ts: the reports know none of the 2 lines that the change adds and that can run',
  ]);
});

test('A report from before the change is named, with both times', () => {
  const { gaps } = judge([changed('a.ts', 'a();')], { reports: [report({ 'a.ts': [1] }, noon - 3_600_000)] });
  expect(gaps).toMatchObject([
    {
      reason: 'missing-data',
      detail: 'lcov.info is from 2026-11-22 11:00, and the change from 2026-11-22 12:00: it may be about other code',
    },
  ]);
});
