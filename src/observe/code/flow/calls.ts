import { FunctionFlag } from '../ir/ir.ts';
import type { Frame } from './frame.ts';
import type { HeapObject } from './heap.ts';
import { elementOf, loadElement, loadMember } from './members.ts';
import type { ClassNode, FunctionNode } from './nodes.ts';
import { receiverIndex } from './nodes.ts';
import { noApi } from './api.ts';
import {
  Flag,
  join,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  noLabels,
  nothing,
  ofObject,
  unknown,
  Value,
  withLabels,
} from './value.ts';

const fewCallers = 5;

/** What a call is given. From the place `spread` on (-1: never) positions are not known. `operands`: the values' numbers, for the way. */
export interface Arguments {
  readonly values: readonly Value[];
  readonly operands: readonly number[];
  readonly spread: number;
  /** By name; `**` what is spread. */
  readonly keywords: ReadonlyMap<string, { readonly value: Value; readonly operand: number }> | undefined;
}

/** The argument at a position, or what a spread list may put there. */
export function argument(args: Arguments, index: number): Value {
  if (args.spread >= 0 && index >= args.spread) return args.values[args.spread] ?? nothing;
  return args.values[index] ?? nothing;
}

export function operandOf(args: Arguments, index: number): number {
  const at = args.spread >= 0 && index >= args.spread ? args.spread : index;
  return args.operands[at] ?? -1;
}

/** A call of a function of the project: what is passed goes into its parameters, and what it gives is seen with these arguments. */
export function callFunction(
  frame: Frame,
  callee: FunctionNode,
  receiver: Value,
  args: Arguments,
  extra: Labels,
): Value {
  // What a test passes says nothing of what the program does.
  const isTried = frame.function.module.isTest && !callee.module.isTest;
  if (!isTried) callee.isCalled = true;
  const isMethod = callee.isPython && callee.class !== undefined && !callee.isStatic;
  // Python's receiver is the first parameter, unless the function is taken from its class.
  const shift =
    isMethod &&
    receiver !== nothing &&
    !receiver.objects.some(
      (object) => object.class === callee.class && object.kind === 'class' && !isClassMethod(callee),
    )
      ? 1
      : 0;
  if (!isTried) {
    if (receiver !== nothing && receiver !== unknown) bindReceiver(frame, callee, receiver, shift);
    bindArguments(frame, callee, args, shift);
  }
  frame.solver.reachFunction(callee, frame.depth);
  const given = callee.result.read(frame.function);
  let result =
    given.labels.length === 0 ? given : withLabels(given, seenFrom(frame, callee, given.labels, receiver, args, shift));
  if ((callee.ir.flags & FunctionFlag.generator) !== 0) result = generated(frame, callee, receiver, args, shift);
  if (extra.length > 0) result = withLabels(result, joinLabels(result.labels, extra));
  return result === nothing ? unknown : result;
}

function isClassMethod(callee: FunctionNode): boolean {
  return callee.paramName(0) === 'cls';
}

function bindReceiver(frame: Frame, callee: FunctionNode, receiver: Value, shift: number): void {
  if (shift === 1) {
    passTo(frame, callee, 0, receiver, -1);
    return;
  }
  if (callee.isArrow) return;
  frame.connect(receiver.labels, callee.label(receiverIndex), -1);
  if (receiver.objects.length > 0 || receiver.api !== noApi)
    frame.write(callee.receiver, withLabels(receiver, noLabels));
}

/** A value comes in at a parameter. */
export function passTo(frame: Frame, callee: FunctionNode, index: number, value: Value, operand: number): void {
  if (value === nothing || index >= callee.ir.params.length) return;
  if (value.labels.length > 0) frame.connect(value.labels, callee.label(index), operand);
  const cell = callee.params[index]!;
  const bare = withLabels(value, noLabels);
  // Where many call, single constants tell nothing any more, and would have it looked at again for each.
  if (cell.contributions.length > fewCallers && bare.constants.length > 0) {
    if (bare.objects.length > 0 || bare.api !== noApi || cell.value.constants.length === 0)
      frame.write(cell, new Value(noLabels, bare.objects, bare.api, noConstants, bare.flags | Flag.open, ''));
  } else frame.write(cell, bare);
}

function bindArguments(frame: Frame, callee: FunctionNode, args: Arguments, shift: number): void {
  const { params } = callee.ir;
  for (let index = shift; index < params.length; index++) {
    const kind = params[index]!.kind;
    if (kind === 'keywords') {
      bindKeywords(frame, callee, index, args);
      continue;
    }
    if (kind === 'rest') {
      bindRest(frame, callee, index, args, index - shift);
      continue;
    }
    const value = argument(args, index - shift);
    if (value !== nothing) passTo(frame, callee, index, value, operandOf(args, index - shift));
    if (args.keywords === undefined) continue;
    const named = args.keywords.get(callee.paramName(index));
    if (named !== undefined) passTo(frame, callee, index, named.value, named.operand);
    const spread = args.keywords.get('**');
    if (spread !== undefined && value === nothing)
      passTo(frame, callee, index, loadMember(frame, spread.value, callee.paramName(index)), spread.operand);
  }
}

function bindRest(frame: Frame, callee: FunctionNode, index: number, args: Arguments, from: number): void {
  const list = callee.objectAt(-2 - index, 'array');
  for (let nth = from; nth < args.values.length; nth++) {
    const value = args.values[nth]!;
    frame.connect(value.labels, callee.label(index), args.operands[nth] ?? -1);
    const bare = withLabels(value, noLabels);
    frame.write(args.spread >= 0 && nth >= args.spread ? list.any : list.field(String(nth - from)), bare);
  }
  frame.write(callee.params[index]!, ofObject(list));
}

function bindKeywords(frame: Frame, callee: FunctionNode, index: number, args: Arguments): void {
  const table = callee.objectAt(-2 - index, 'plain');
  if (args.keywords !== undefined)
    for (const [name, { value, operand }] of args.keywords) {
      if (callee.ir.params.some((_, at) => callee.paramName(at) === name)) continue;
      // What is given by name stays apart from what is given by another.
      if (name === '**') {
        frame.connect(value.labels, callee.label(index), operand);
        frame.write(table.from, withLabels(value, noLabels));
      } else frame.write(table.field(name), value);
    }
  frame.write(callee.params[index]!, ofObject(table));
}

/** Labels of the callee's own parameters, with what this call passes to them in their place. */
function seenFrom(
  frame: Frame,
  callee: FunctionNode,
  labels: Labels,
  receiver: Value,
  args: Arguments,
  shift: number,
): Labels {
  let seen: Labels = noLabels;
  for (let i = 0; i < labels.length; i += 2) {
    const label = frame.solver.labels.all[labels[i]!]!;
    const mask = labels[i + 1]!;
    if (label.source !== undefined || label.function !== callee) {
      seen = joinLabels(seen, labels.length === 2 ? labels : [labels[i]!, mask]);
      continue;
    }
    seen = joinLabels(seen, masked(passed(frame, callee, label.at, receiver, args, shift), mask));
  }
  return seen;
}

function passed(
  frame: Frame,
  callee: FunctionNode,
  index: number,
  receiver: Value,
  args: Arguments,
  shift: number,
): Labels {
  if (index === receiverIndex || (shift === 1 && index === 0)) return receiver.labels;
  const kind = callee.ir.params[index]?.kind;
  if (kind === 'rest' || kind === 'keywords') {
    let labels = noLabels;
    for (let nth = index - shift; nth < args.values.length; nth++)
      labels = joinLabels(labels, args.values[nth]!.labels);
    if (kind === 'keywords' && args.keywords !== undefined)
      for (const { value } of args.keywords.values()) labels = joinLabels(labels, value.labels);
    return labels;
  }
  let { labels } = argument(args, index - shift);
  if (args.keywords !== undefined) {
    const named = args.keywords.get(callee.paramName(index)) ?? args.keywords.get('**');
    if (named !== undefined) labels = joinLabels(labels, named.value.labels);
  }
  return labels;
}

/** A generator's call: something whose elements are what it yields. */
function generated(frame: Frame, callee: FunctionNode, receiver: Value, args: Arguments, shift: number): Value {
  const yielded = callee.yields.read(frame.function);
  const object = callee.objectAt(-1, 'other');
  frame.write(object.any, withLabels(yielded, noLabels));
  return withLabels(ofObject(object), seenFrom(frame, callee, yielded.labels, receiver, args, shift));
}

const mostBases = 60;

/** `new C(…)`. */
export function construct(
  frame: Frame,
  of: ClassNode,
  args: Arguments,
  made: Value = instanceOf(frame, of),
  seen: Set<ClassNode> = new Set(),
): Value {
  // Classes that are each other's bases: code can say so, though it cannot run.
  seen.add(of);
  const { construct: own } = of;
  if (own !== undefined) callFunction(frame, own, made, args, noLabels);
  for (const fields of of.fields) callFunction(frame, fields, made, { ...args, values: [], operands: [] }, noLabels);
  const bases = of.bases.read(frame.function);
  // Without a constructor of its own the base's is called with the same arguments; fields of bases are its own either way.
  for (const base of bases.objects) {
    if (base.class !== undefined && !seen.has(base.class) && frame.depth < 40) {
      if (own === undefined && seen.size < mostBases) construct(frame, base.class, args, made, seen);
    } else if (base.kind === 'function' && own === undefined) callFunction(frame, base.function!, made, args, noLabels);
  }
  return made;
}

/** An instance of a class: one object for all, with what its bases of libraries are. */
export function instanceOf(frame: Frame, of: ClassNode): Value {
  let api = noApi;
  let bases = of.bases.read(frame.function);
  for (let depth = 0; depth < 8; depth++) {
    if (bases.api !== noApi) api = api.join(frame.models.step(bases.api, '()'));
    const next = bases.objects.find((object) => object.class !== undefined && object.class !== of);
    if (next?.class === undefined) break;
    bases = next.class.bases.read(frame.function);
  }
  return new Value(noLabels, [of.instance], api, noConstants, 0, '');
}

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
      const given = callFunction(frame, callee, ofObject(callee.instance), args, noLabels);
      const objects = given.objects.filter(({ kind }) => kind === 'plain' || kind === 'instance' || kind === 'other');
      return join(
        ofObject(callee.instance),
        objects.length === 0 ? nothing : new Value(given.labels, objects, noApi, noConstants, 0, ''),
      );
    }
    case 'class':
      return construct(frame, object.class!, args);
    case 'bound':
      return callBound(frame, object, args);
    case 'resolver':
      frame.write(object.any, argument(args, 0));
      return unknown;
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
    keywords: args.keywords,
  };
  const receiver = bound.receiver.read(frame.function);
  for (const target of bound.from.read(frame.function).objects)
    if (target !== bound && target.kind !== 'bound')
      result = join(result, callObject(frame, target, receiver, all, false) ?? unknown);
  return result === nothing ? unknown : result;
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
    const list = argument(args, 1);
    const values: Value[] = [];
    for (let nth = 0; nth < 6; nth++) values.push(elementAt(frame, list, nth));
    given = { values, operands: values.map(() => args.operands[1] ?? -1), spread: -1, keywords: undefined };
  } else if (method !== 'call') return undefined;
  let result = nothing;
  for (const object of functions)
    result = join(result, callObject(frame, object, argument(args, 0), given, false) ?? unknown);
  return result;
}

function elementAt(frame: Frame, list: Value, nth: number): Value {
  if (list.objects.length === 0) return list.labels.length === 0 ? nothing : loadElement(frame, list);
  let result = nothing;
  for (const object of list.objects) {
    const own = object.fields.get(String(nth));
    result = join(result, own === undefined ? object.any.read(frame.function) : own.read(frame.function));
    if (own === undefined && object.kind !== 'array') result = join(result, elementOf(frame, object, 0));
  }
  return list.labels.length === 0
    ? result
    : withLabels(result === nothing ? unknown : result, joinLabels(result.labels, list.labels));
}

/** Arguments of plain values, for what calls back. */
export function plainArguments(values: readonly Value[], operand: number): Arguments {
  return { values, operands: values.map(() => operand), spread: -1, keywords: undefined };
}
