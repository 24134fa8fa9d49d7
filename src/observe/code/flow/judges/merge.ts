import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { textLabels } from '../objects/members.ts';
import { type Judge, note } from './judge.ts';
import { joinLabels } from '../values/value.ts';

const outside = ['remote', 'message', 'browser'];

/**
 * A function that copies members of one object into another, calls itself for those that are objects, and lets `__proto__` through;
 * or one that steps into an object name by name (`node = node[name]`), whatever the names are, and then sets something there.
 */
export const recursiveMerge: Judge = (frame, { calls, computedStores }) => {
  if (computedStores.length === 0 || frame.function.isPython) return;
  const again = calls.filter(({ at }) =>
    frame.value(frame.pool[frame.a(at)]!).objects.some((object) => object.function === frame.function),
  );
  const copies = again.length === 0 ? [] : computedStores.filter((at) => isCopy(frame, at, again));
  // What the call for a member gives back is stored there too: the plain copy is what is shown.
  const copy = copies.find((at) => !again.some((call) => frame.root(frame.c(at)) === call.at)) ?? copies[0];
  if (copy !== undefined) noteFrom(frame, copy, frame.c(copy));
  const step = computedStores.find((at) => walksInto(frame, frame.root(frame.a(at))) && !isKept(frame, at));
  if (step !== undefined) noteFrom(frame, step, frame.b(step));
};

function noteFrom(frame: Frame, at: number, from: number): void {
  const root = frame.root(from);
  // Tests of the object that is copied from (`Object.hasOwn(source, key)`) make no name harmless.
  const source = frame.op(root) === Op.LoadAt ? frame.root(frame.a(root)) : from;
  const labels = joinLabels(textLabels(frame, frame.value(from)), textLabels(frame, frame.value(source)));
  if (labels.length > 0) note(frame, 'prototype-pollution', at, [{ labels, kinds: outside }]);
}

function isCopy(frame: Frame, at: number, again: readonly { readonly at: number }[]): boolean {
  const key = frame.root(frame.b(at));
  const op = frame.op(key);
  if ((op !== Op.Key && op !== Op.Element && op !== Op.Load) || isKept(frame, at)) return false;
  return again.some(({ at: call }) => goesDeeper(frame, call, key, frame.root(frame.a(at))));
}

/** Whether a variable is come to by taking a member of itself, whose name is not fixed. */
function walksInto(frame: Frame, variable: number): boolean {
  if (frame.op(variable) === Op.Phi)
    return operandsOf(frame, variable).some((each) => isItemOf(frame, each, (base) => frame.root(base) === variable));
  if (frame.op(variable) !== Op.LoadCell) return false;
  const [owner, cell] = [frame.a(variable), frame.b(variable)];
  const isCell = (at: number): boolean => {
    const root = frame.root(at);
    return frame.op(root) === Op.LoadCell && frame.a(root) === owner && frame.b(root) === cell;
  };
  for (let at = 0; at < frame.values.length; at++)
    if (
      frame.op(at) === Op.StoreCell &&
      frame.a(at) === owner &&
      frame.b(at) === cell &&
      isItemOf(frame, frame.c(at), isCell)
    )
      return true;
  return false;
}

/** `o[key]`, also as `o[key] || {}`. */
function isItemOf(
  frame: Frame,
  at: number,
  isBase: (base: number) => boolean,
  isKey: (key: number) => boolean = always,
  depth = 0,
): boolean {
  const root = frame.root(at);
  if (depth > 4) return false;
  const inner = (each: number): boolean => isItemOf(frame, each, isBase, isKey, depth + 1);
  switch (frame.op(root)) {
    case Op.LoadAt:
      return isBase(frame.a(root)) && isKey(frame.root(frame.b(root)));
    case Op.Binary:
      return inner(frame.a(root)) || inner(frame.b(root));
    case Op.Phi:
      return operandsOf(frame, root).some(inner);
    default:
      return false;
  }
}

const always = (): boolean => true;

function operandsOf(frame: Frame, phi: number): readonly number[] {
  return frame.pool.slice(frame.a(phi), frame.a(phi) + frame.b(phi));
}

const own = new Set(['hasOwn', 'hasOwnProperty', 'call']);

/** The key was compared with one of the names that lead to prototypes, or looked for among a table's own. */
function isKept(frame: Frame, store: number): boolean {
  let at = frame.b(store);
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
    if (frame.op(test) === Op.Call && own.has(nameOf(frame, frame.pool[frame.a(test)]!))) {
      // `Object.hasOwn(target, key)`, `target.hasOwnProperty(key)`, of what is written into.
      const target = frame.root(frame.a(store));
      if ([receiver, ...operands].some((each) => each >= 0 && frame.root(each) === target)) return true;
    }
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

/** A call with the member of that name of what is copied from, and with something to copy it into. */
function goesDeeper(frame: Frame, call: number, key: number, target: number): boolean {
  const from = frame.a(call);
  const count = frame.pool[from + 2]!;
  if (count < 2) return false;
  for (let nth = 0; nth < count; nth++) {
    const given = frame.pool[from + 3 + nth]!;
    if (given < 0) continue;
    if (
      isItemOf(
        frame,
        given,
        (base) => frame.root(base) !== target,
        (each) => each === key,
      )
    )
      return true;
  }
  return false;
}
