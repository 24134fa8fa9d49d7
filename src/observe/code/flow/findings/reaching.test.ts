import { expect, test } from 'vitest';
import type { Label } from '../values/labels.ts';
import { harmful } from '../models/masks.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { Reaching } from './reaching.ts';

const owner = { epoch: 1, isGone: false } as FunctionNode;

/** Labels by number: a kind of source, or the labels that are passed to a parameter. */
function labelsOf(each: readonly (string | readonly number[])[]): Label[] {
  return each.map((one, number) => ({
    number,
    function: owner,
    at: 0,
    source: typeof one === 'string' ? one : undefined,
    member: undefined,
    note: '',
    from:
      typeof one === 'string' ? [] : one.map((label) => ({ label, mask: harmful, owner, epoch: 1, at: 0, value: 0 })),
    sweepAt: 32,
  }));
}

test('[5:code-speed] kinds of sources reach labels along all that is passed, around circles too', () => {
  const reaching = new Reaching(labelsOf(['remote', 'stored', [0], [2, 4], [3], []]));
  const may = (label: number, ...kinds: string[]): boolean => reaching.mayReach([label, harmful], kinds);
  expect([may(3, 'remote'), may(4, 'remote'), may(4, 'stored'), may(5, 'remote'), may(1, 'stored', 'remote')]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(reaching.mayReach([5, harmful, 4, harmful], undefined)).toBe(true);
});

test('[5:code-speed] more kinds than a word has bits are told apart', () => {
  const kinds = Array.from({ length: 40 }, (_, nth) => `kind-${nth}`);
  const reaching = new Reaching(labelsOf([...kinds, [35], [3]]));
  expect(reaching.mayReach([40, harmful], ['kind-35'])).toBe(true);
  expect(reaching.mayReach([40, harmful], ['kind-4', 'kind-3', 'kind-36'])).toBe(false);
  expect(reaching.mayReach([41, harmful], ['kind-3'])).toBe(true);
});
