import { Op } from '../../ir/ir.ts';
import type { Frame } from '../frame.ts';
import { textLabels } from '../members.ts';
import { type Judge, note } from './judge.ts';

/** A function that copies members of one object into another, calls itself for those that are objects, and lets `__proto__` through. */
export const recursiveMerge: Judge = (frame, { calls, computedStores }) => {
  if (computedStores.length === 0 || frame.function.isPython) return;
  const again = calls.filter(({ at }) =>
    frame.value(frame.pool[frame.a(at)]!).objects.some((object) => object.function === frame.function),
  );
  if (again.length === 0) return;
  for (const at of computedStores) {
    const key = frame.root(frame.b(at));
    if (frame.op(key) !== Op.Key && frame.op(key) !== Op.Element && frame.op(key) !== Op.Load) continue;
    if (isKept(frame, frame.b(at))) continue;
    if (!again.some(({ at: call }) => goesDeeper(frame, call, key))) continue;
    const labels = textLabels(frame, frame.value(frame.c(at)));
    if (labels.length > 0)
      note(frame, 'prototype-pollution', at, [{ labels, kinds: ['remote', 'message', 'browser'] }]);
  }
};

/** The key was compared with one of the names that lead to prototypes, or looked for among a table's own. */
function isKept(frame: Frame, key: number): boolean {
  let at = key;
  for (let hops = 0; hops < 20 && frame.op(at) === Op.Guard; hops++) {
    const test = frame.root(frame.b(at));
    const operands =
      frame.op(test) === Op.Binary
        ? [frame.a(test), frame.b(test)]
        : frame.op(test) === Op.Call
          ? frame.pool.slice(frame.a(test) + 3, frame.a(test) + 3 + frame.pool[frame.a(test) + 2]!)
          : [];
    if (
      operands.some(
        (each) =>
          each >= 0 &&
          frame
            .value(each)
            .constants.some(
              (constant) => constant === '__proto__' || constant === 'constructor' || constant === 'prototype',
            ),
      )
    )
      return true;
    const receiver = frame.op(test) === Op.Call ? frame.pool[frame.a(test) + 1]! : -1;
    if (
      receiver >= 0 &&
      frame
        .value(receiver)
        .objects.some((object) =>
          [object.any, ...object.fields.values()].some(({ value }) => value.constants.includes('__proto__')),
        )
    )
      return true;
    at = frame.a(at);
  }
  return false;
}

/** A call with the target's member of that name. */
function goesDeeper(frame: Frame, call: number, key: number): boolean {
  const from = frame.a(call);
  for (let nth = 0; nth < frame.pool[from + 2]!; nth++) {
    const given = frame.pool[from + 3 + nth]!;
    if (given < 0) continue;
    const root = frame.root(given);
    if (frame.op(root) === Op.LoadAt && frame.root(frame.b(root)) === key) return true;
  }
  return false;
}
