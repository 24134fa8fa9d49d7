import { noApi } from '../models/api.ts';
import { argument, type Arguments, plainArguments } from '../values/arguments.ts';
import { callFunction } from './calls.ts';
import { construct, instanceOf } from './construct.ts';
import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import { instanceHere, itemsOf, itemsSpread } from '../objects/instances.ts';
import { join, noConstants, noLabels, nothing, ofObject, unknown, Value, withLabels } from '../values/value.ts';

/** What a function object is when it is called: the value that comes of it, or undefined if it is none that is known. */
export function callObject(
  frame: Frame,
  object: HeapObject,
  receiver: Value,
  args: Arguments,
  isNew: boolean,
): Value | undefined {
  switch (object.kind) {
    case 'function': {
      const callee = object.function!;
      if (!isNew) return callFunction(frame, callee, receiver, args, noLabels);
      const made = instanceHere(frame, ofObject(callee.instance));
      const given = callFunction(frame, callee, made, args, noLabels);
      const objects = given.objects.filter(({ kind }) => kind === 'plain' || kind === 'instance' || kind === 'other');
      return join(made, objects.length === 0 ? nothing : new Value(given.labels, objects, noApi, noConstants, 0, ''));
    }
    case 'class':
      return construct(
        frame,
        object.class!,
        { ...args, receiver: -1 },
        instanceHere(frame, instanceOf(frame, object.class!)),
      );
    case 'bound':
      return callBound(frame, object, args);
    case 'resolver': {
      const given = argument(args, 0);
      frame.write(object.any, given);
      // `setText((before) => before + more)`
      for (const inner of given.objects)
        if (inner.kind === 'function') {
          const before = plainArguments([object.any.read(frame.function)], -1);
          frame.write(object.any, callObject(frame, inner, unknown, before, false) ?? unknown);
        }
      return unknown;
    }
    default:
      return undefined;
  }
}

function callBound(frame: Frame, bound: HeapObject, args: Arguments): Value {
  let result = nothing;
  const values: Value[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const given = bound.fields.get(String(nth));
    if (given === undefined) break;
    values.push(given.read(frame.function));
  }
  const all: Arguments = {
    values: [...values, ...args.values],
    operands: [...values.map(() => -1), ...args.operands],
    spread: args.spread < 0 ? -1 : args.spread + values.length,
    keywords: withBound(frame, bound, args.keywords),
  };
  const receiver = bound.receiver.read(frame.function);
  for (const target of bound.from.read(frame.function).objects)
    if (target !== bound && target.kind !== 'bound')
      result = join(result, callObject(frame, target, receiver, all, false) ?? unknown);
  return result === nothing ? unknown : result;
}

/** What is bound by name, with what the call gives. */
function withBound(frame: Frame, bound: HeapObject, given: Arguments['keywords']): Arguments['keywords'] {
  let all: Map<string, { value: Value; operand: number }> | undefined;
  for (const [name, cell] of bound.fields) {
    if (!name.startsWith('=')) continue;
    all ??= new Map();
    all.set(name.slice(1), { value: cell.read(frame.function), operand: -1 });
  }
  if (all === undefined) return given;
  if (given !== undefined) for (const [name, each] of given) all.set(name, each);
  return all;
}

/** `f.call(o, …)`, `f.apply(o, list)`, `f.bind(o, …)`, where `f` is a function of the project; undefined for other methods. */
export function callThrough(
  frame: Frame,
  method: string,
  target: Value,
  args: Arguments,
  at: number,
): Value | undefined {
  const functions = target.objects.filter(({ kind }) => kind === 'function' || kind === 'bound');
  if (functions.length === 0) return undefined;
  const rest: Arguments = {
    values: args.values.slice(1),
    operands: args.operands.slice(1),
    spread: args.spread > 0 ? args.spread - 1 : -1,
    keywords: args.keywords,
  };
  if (method === 'bind') {
    const bound = frame.function.objectAt(at, 'bound');
    frame.write(bound.from, withLabels(target, noLabels));
    frame.write(bound.receiver, argument(args, 0));
    for (const [nth, value] of rest.values.slice(0, 6).entries()) frame.write(bound.field(String(nth)), value);
    return ofObject(bound);
  }
  let given = rest;
  if (method === 'apply') {
    const list = args.operands[1] ?? -1;
    const values = list < 0 ? itemsOf(frame, argument(args, 1)) : itemsSpread(frame, list);
    given = { values, operands: values.map(() => args.operands[1] ?? -1), spread: -1, keywords: undefined };
  } else if (method !== 'call') return undefined;
  let result = nothing;
  for (const object of functions)
    result = join(result, callObject(frame, object, argument(args, 0), given, false) ?? unknown);
  return result;
}
