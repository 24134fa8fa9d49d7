import { expect, test } from 'vitest';
import { type Decision, exitCodeOf } from './index.ts';

const decision = (verdict: Decision['verdict'], effect: Decision['effect']) => ({ verdict, effect }) as Decision; // the exit code reads nothing else

test.each([
  ['nothing was asked', [], 3],
  ['all pass', [decision('pass', 'none')], 0],
  ['a failure only warns', [decision('fail', 'warns'), decision('unknown', 'notes')], 0],
  ['a failure blocks', [decision('pass', 'none'), decision('fail', 'blocks')], 1],
  ['an unknown blocks', [decision('unknown', 'blocks')], 3],
  ['a failure blocks beside an unknown', [decision('unknown', 'blocks'), decision('fail', 'blocks')], 1],
])('the gate’s exit code when %s [2:exit-codes]', (_name, decisions, code) => {
  expect(exitCodeOf(decisions)).toBe(code);
});
