import { expect, test } from 'vitest';
import type { Analyzer } from '#ground/model';
import { defaultBudgets } from '../request.ts';
import { Examiner } from './examiner.ts';

/** Says how many bytes it was handed. */
function counting(id: string, binaries: boolean): Analyzer {
  return {
    id,
    version: 1,
    assets: [],
    wants: () => true,
    ...(binaries ? { wantsBinary: ({ path }) => path.endsWith('.sqlite') } : {}),
    open: () => ({
      extract: ({ bytes }) => ({ facts: bytes.length }),
      conclude: () => ({ claims: [], notLookedAt: [] }),
    }),
  };
}

const database = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(20_000)]);

function examinerOf(...analyzers: readonly Analyzer[]): Examiner {
  const sessions = analyzers.map((analyzer) => analyzer.open(new Map(), { projectKey: '' }));
  return new Examiner(analyzers, sessions, defaultBudgets);
}

test('[4:os-packages] a binary file goes whole to the analyzer that asks for it, and to no other', () => {
  const examiner = examinerOf(counting('texts', false), counting('databases', true));

  expect(examiner.examine('lib/rpmdb.sqlite', database, 0, () => {})).toEqual({
    facts: [[1, '20016']],
    notLookedAt: [{ path: 'lib/rpmdb.sqlite', reason: 'binary', expected: true }],
  });
  expect(examiner.wantsBinary('lib/rpmdb.sqlite', 20_016)).toBe(true);
  expect(examiner.wantsBinary('logo.png', 20_016)).toBe(false);
});

test('a binary file that every analyzer reads leaves no gap, and one that nobody asks for is told', () => {
  const examiner = examinerOf(counting('databases', true));
  const image = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);

  expect(examiner.examine('rpmdb.sqlite', database, 0, () => {}).notLookedAt).toEqual([]);
  expect(examiner.examine('logo.png', image, 0, () => {})).toEqual({
    facts: [],
    notLookedAt: [{ path: 'logo.png', reason: 'binary', expected: true }],
  });
});
