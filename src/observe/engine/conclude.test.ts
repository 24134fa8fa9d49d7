import { expect, test } from 'vitest';
import type { NotLookedAt } from '#ground/model';
import { tidied } from './conclude.ts';

const gap = (path: string, expected: boolean, detail: string): NotLookedAt => ({
  path,
  by: 'code',
  reason: 'excluded',
  detail,
  expected,
});

test('[5:code-hostile] what nobody expects is not hidden by what is expected of the same file, or of many beside it', () => {
  expect(tidied([gap('a.js', false, 'run'), gap('a.js', true, 'generated')])).toEqual([gap('a.js', false, 'run')]);
  const many = Array.from({ length: 2100 }, (_, at) => gap(`dist/${at}.js`, true, 'generated'));
  const told = tidied([...many, gap('dist/evil.js', false, 'run')]);
  expect(told).toContainEqual(gap('dist/evil.js', false, 'run'));
  expect(told).toHaveLength(2);
});
