import { expect, test } from 'vitest';
import { Quality } from './quality.ts';

test('What is declared at all has limits for the rest; coverage is asked for by its own word alone [5:quality]', () => {
  expect(Quality.parse({})).toEqual({ complexity: 15, paths: 20, duplication: 100, deadExports: true });
  expect(Quality.parse({ complexity: false, coverage: 72.5 })).toMatchObject({
    complexity: false,
    paths: 20,
    coverage: 72.5,
  });
});

test.each([
  [{ complexity: 'lots' }, 'a whole number from 1 to 1000, or false'],
  [{ duplication: 5 }, 'a whole number from 40 to 10000, or false'],
  [{ coverage: 101 }, 'a percentage from 0 to 100, or false'],
])('A limit that is none says what would be: %j', (value, message) => {
  expect(Quality.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
});
