import { expect, test } from 'vitest';
import { ruleDocs } from './rule-docs.ts';

test('What some rules say is what they say among all, and a rule that is not there says nothing', async () => {
  const all = await ruleDocs();
  const ids = [...all.keys()];
  const builtin = ids.filter((id) => id.startsWith('secrets/'));
  const wanted = [builtin[0]!, builtin[300]!, builtin[500]!];
  const some = await ruleDocs([], new Set([...wanted, 'secrets/none', 'finds']));
  expect(wanted.map((id) => some.get(id))).toEqual(wanted.map((id) => all.get(id)));
  expect([...some.keys()].filter((id) => id.startsWith('secrets/'))).toEqual(wanted);
  expect(some.get('finds')).toBeUndefined();
});
