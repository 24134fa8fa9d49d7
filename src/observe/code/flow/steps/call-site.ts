import { noApi } from '../models/api.ts';
import { javascriptFunctions } from '../builtins/javascript-functions.ts';
import { javascriptMethods } from '../builtins/javascript-methods.ts';
import { pythonFunctions, pythonMethods } from '../builtins/python.ts';
import { pythonLibrary } from '../builtins/python-library.ts';
import { type Arguments, argument, operandOf } from '../values/arguments.ts';
import { callObject, callThrough } from '../calls/call-object.ts';
import { callFunction } from '../calls/calls.ts';
import { construct } from '../calls/construct.ts';
import { basesOf } from '../entries/entries.ts';
import type { Called } from '../objects/conditions.ts';
import type { Frame } from '../values/frame.ts';
import { importedName, nameOf } from '../values/callee-name.ts';
import { CallFlag, Op } from '../../ir/ir.ts';
import { itemsSpread } from '../objects/instances.ts';
import { apiValue, loadElement, loadMember } from '../objects/members.ts';
import { modelledCall, noteChecks, noteSinks } from '../calls/modelled.ts';
import { namedSink, noteNamedConstant } from '../objects/named.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import { maskOfMatched } from '../pattern/judge.ts';
import { queried } from '../functions/queried.ts';
import { unknownCall } from '../calls/unknown-calls.ts';
import {
  Flag,
  isPattern,
  join,
  masked,
  noLabels,
  noObjects,
  nothing,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';

/** The arguments of the call at a place. */
export function argumentsAt(frame: Frame, from: number, length: number): Arguments {
  const { pool } = frame;
  const count = pool[from + 2]!;
  const values: Value[] = [];
  const operands: number[] = [];
  let spread = -1;
  for (let nth = 0; nth < count; nth++) {
    const operand = pool[from + 3 + nth]!;
    const at = operand < 0 ? -1 - operand : operand;
    if (operand >= 0) {
      operands.push(at);
      values.push(frame.value(at));
      continue;
    }
    // Of a list that is spread, those at the first places; behind the last argument there may be more.
    if (spread < 0) spread = values.length;
    const isApart = nth === count - 1 && !isTested(frame, at);
    for (const item of isApart ? itemsSpread(frame, at) : [loadElement(frame, frame.value(at))]) {
      operands.push(at);
      values.push(item);
    }
  }
  const end = from + length;
  const receiver = pool[from + 1]!;
  if (from + 3 + count >= end) return { values, operands, spread, receiver, keywords: undefined };
  const keywords = new Map<string, { value: Value; operand: number }>();
  for (let nth = from + 3 + count; nth + 1 < end; nth += 2) {
    const name = pool[nth]!;
    const operand = pool[nth + 1]!;
    keywords.set(name === -1 ? '**' : frame.text(name), { value: frame.value(operand), operand });
  }
  return { values, operands, spread, receiver, keywords };
}

/** Whether something is known of each element of a list. */
function isTested(frame: Frame, at: number): boolean {
  for (let value = at, hops = 0; frame.op(value) === Op.Guard && hops < 8; value = frame.a(value), hops++)
    if (frame.c(value) > 2) return true;
  return false;
}

export function calledAt(frame: Frame, at: number): Called {
  const from = frame.a(at);
  const receiver = frame.pool[from + 1]!;
  return {
    receiver: receiver < 0 ? nothing : frame.value(receiver),
    receiverOperand: receiver,
    args: argumentsAt(frame, from, frame.b(at)),
  };
}

/** A call: of functions of the project, of what models name, of what the language has, or of what nobody knows. */
export function evaluateCall(frame: Frame, from: number, length: number, flags: number): Value {
  const calleeAt = frame.pool[from]!;
  const receiverAt = frame.pool[from + 1]!;
  const callee = frame.value(calleeAt);
  const receiver = receiverAt < 0 ? nothing : frame.value(receiverAt);
  const args = argumentsAt(frame, from, length);
  const isNew = (flags & CallFlag.new) !== 0;
  if ((flags & CallFlag.super) !== 0) return callSuper(frame, calleeAt, args);
  noteReflection(frame, calleeAt);
  let result = nothing;
  let isKnown = false;
  for (const object of callee.objects) {
    const given = callObject(frame, object, receiver, args, isNew);
    if (given === undefined) continue;
    if (object.kind === 'class') noteConstructed(frame, object.class!, { receiver, receiverOperand: receiverAt, args });
    isKnown = true;
    result = join(result, given);
  }
  // A decorator gives what it is put on, whatever else it gives.
  if ((flags & CallFlag.decorator) !== 0) result = join(result, args.values[0] ?? nothing);
  const ofLanguage = languageCall(frame, calleeAt, receiverAt, args);
  if (callee.api !== noApi) {
    const set = frame.models.step(callee.api, '()');
    if (set !== noApi) {
      isKnown = true;
      const given = matched(
        frame,
        calleeAt,
        args,
        modelledCall(frame, set, { receiver, receiverOperand: receiverAt, callee, args }),
      );
      // What the language's own functions do is known better than a model can say; models add what they are.
      result = join(result, ofLanguage === undefined ? given : apiValue(frame, set));
    }
  }
  if (frame.function.isPython && args.keywords !== undefined)
    for (const [name, { value, operand }] of args.keywords) {
      namedSink(frame, name, operand, value.labels);
      if (!isKnown) noteNamedConstant(frame, name, operand);
    }
  if (ofLanguage !== undefined) return join(result, ofLanguage);
  const name = nameOf(frame, calleeAt);
  if (name === 'RegExp') result = join(result, compiledPattern(frame, args));
  if (isKnown) return result === nothing ? unknown : result;
  if (frame.function.isPython && (name === 'format' || name === 'format_map')) {
    // `str.format(form, order)`
    const isOfType = receiverAt >= 0 && nameOf(frame, receiverAt) === 'str';
    if (isOfType) noteFormat(frame, argument(args, 0), operandOf(args, 0), { ...args, values: args.values.slice(1) });
    else noteFormat(frame, receiver, receiverAt, args);
  }
  if (frame.function.isPython && laterCalls.has(name)) {
    const later = callLater(frame, name, receiver, args);
    if (later !== nothing) return later;
  }
  const more =
    queried(frame, receiverAt) ??
    builtIn(frame, name, calleeAt, receiver, receiverAt, args, isNew) ??
    byName(frame, name, receiver, args) ??
    unknownCall(frame, name, receiver, args, isNew);
  return result === nothing ? more : join(result, more);
}

/** A call of one of JavaScript's own functions: `Object.entries(x)`, `String(x)`. */
function languageCall(frame: Frame, calleeAt: number, receiverAt: number, args: Arguments): Value | undefined {
  if (frame.function.isPython) return pythonLibrary.get(importedName(frame, calleeAt))?.(frame, args);
  const callee = frame.root(calleeAt);
  if (frame.op(callee) === Op.Global) return javascriptFunctions.get(frame.text(frame.a(callee)))?.(frame, args);
  if (frame.op(callee) !== Op.Load || receiverAt < 0) return undefined;
  const holder = frame.root(receiverAt);
  if (frame.op(holder) !== Op.Global) return undefined;
  return javascriptFunctions.get(`${frame.text(frame.a(holder))}.${frame.text(frame.b(callee))}`)?.(frame, args);
}

const matching = new Set(['match', 'search', 'fullmatch', 'findall', 'finditer']);

/** What a pattern of Python matched of a text: `re.search(r'\d+', text)`, `compiled.findall(text)`. */
function matched(frame: Frame, calleeAt: number, args: Arguments, given: Value): Value {
  if (!frame.function.isPython || given.labels.length === 0 || !matching.has(nameOf(frame, calleeAt))) return given;
  const callee = frame.root(calleeAt);
  const receiver = frame.op(callee) === Op.Load ? frame.value(frame.a(callee)).constants : [];
  const [pattern] = receiver.length === 1 ? receiver : argument(args, 0).constants;
  const mask =
    typeof pattern === 'string'
      ? maskOfMatched(pattern, '')
      : isPattern(pattern)
        ? maskOfMatched(pattern.pattern, pattern.flags)
        : 0;
  return mask === 0 ? given : withLabels(given, masked(given.labels, mask));
}

/** `object[name](…)`: whoever chooses the name chooses what is called. */
function noteReflection(frame: Frame, calleeAt: number): void {
  const root = frame.root(calleeAt);
  if (frame.op(root) !== Op.LoadAt) return;
  const key = frame.b(root);
  frame.hit('reflection', key, frame.value(key).labels, []);
}

/** `new RegExp('…')`: a pattern that stands in the code. */
function compiledPattern(frame: Frame, args: Arguments): Value {
  const [text, ...more] = args.values[0]?.constants ?? [];
  if (typeof text !== 'string' || more.length > 0) return nothing;
  const flags = args.values[1]?.constants[0];
  return new Value(
    noLabels,
    noObjects,
    noApi,
    [frame.solver.pattern(text, typeof flags === 'string' ? flags : '')],
    Flag.open,
    '',
  );
}

/** A text from outside that is a form for objects (`text.format(order=order)`) reads whatever is in them. */
function noteFormat(frame: Frame, receiver: Value, receiverAt: number, args: Arguments): void {
  if (receiver.labels.length === 0 || receiver.objects.length > 0) return;
  const given = [...args.values, ...[...(args.keywords?.values() ?? [])].map(({ value }) => value)];
  const holds = (value: Value, depth: number): boolean =>
    value.api !== noApi ||
    value.objects.some(
      (object) =>
        object.kind === 'instance' ||
        object.kind === 'class' ||
        object.kind === 'module' ||
        (depth > 0 && [...object.fields.values()].some((cell) => holds(cell.read(frame.function), depth - 1))),
    );
  // `str.format(form, order=order)`
  if (given.some((value) => holds(value, 1) || isStrange(value))) frame.hit('format', receiverAt, receiver.labels, []);
}

/** Neither a text that is known or comes from outside nor a number: an object of somebody else's. */
function isStrange(value: Value): boolean {
  return value !== nothing && value.constants.length === 0 && value.labels.length === 0 && value.shape === '';
}

/** Ways to have a function of the project called later, by a worker: `task.delay(x)`. */
const laterCalls = new Set(['delay', 'send', 's', 'si', 'apply_async', 'call_local']);

function callLater(frame: Frame, name: string, receiver: Value, args: Arguments): Value {
  let given = args;
  if (name === 'apply_async') {
    const list = args.keywords?.get('args')?.value ?? argument(args, 0);
    const operand = args.keywords?.get('args')?.operand ?? operandOf(args, 0);
    const values: Value[] = [];
    for (let nth = 0; nth < 6; nth++) {
      let value = nothing;
      for (const object of list.objects)
        value = join(value, object.fields.get(String(nth))?.read(frame.function) ?? nothing);
      values.push(value);
    }
    given = { values, operands: values.map(() => operand), spread: -1, keywords: undefined };
  }
  let result = nothing;
  for (const { kind, function: task } of receiver.objects)
    if (kind === 'function')
      result = join(result, callFunction(frame, task!, nothing, afterFirst(task!, name, given), noLabels));
  return result;
}

/** A task that is bound gets itself first (`bind=True`); one of a chain (`b.s(x)`) what the one before it gave. */
function afterFirst(task: FunctionNode, name: string, args: Arguments): Arguments {
  const { params } = task.ir;
  const bound = task.class === undefined && task.paramName(0) === 'self' ? 1 : 0;
  const needed = params.filter(({ kind }) => kind === 'plain').length - bound;
  const named = args.keywords?.size ?? 0;
  const isFed = name === 's' && args.spread < 0 && args.values.length + named < needed;
  const count = bound + (isFed ? needed - args.values.length - named : 0);
  if (count === 0) return args;
  const gaps = Array.from({ length: count });
  return {
    values: [...gaps.map(() => nothing), ...args.values],
    operands: [...gaps.map(() => -1), ...args.operands],
    spread: args.spread < 0 ? -1 : args.spread + count,
    keywords: args.keywords,
  };
}

/** Making an instance of a class of the project is a call of what it extends: `User(**form)` of a library's model. */
function noteConstructed(frame: Frame, of: ClassNode, called: Called): void {
  for (const base of basesOf(frame, of, 0)) {
    const { facts } = frame.models.step(base, '()');
    if (facts === undefined) continue;
    noteSinks(frame, facts.sinks, called);
    noteChecks(frame, facts, called);
  }
}

function builtIn(
  frame: Frame,
  name: string,
  calleeAt: number,
  receiver: Value,
  receiverAt: number,
  args: Arguments,
  isNew: boolean,
): Value | undefined {
  const isPython = frame.function.isPython;
  const own = isPython ? pythonFunctions : javascriptFunctions;
  if (receiverAt < 0) {
    const root = frame.root(calleeAt);
    return frame.op(root) === Op.Global ? own.get(name)?.(frame, args) : undefined;
  }
  const through = isPython ? undefined : callThrough(frame, name, receiver, args, frame.at);
  if (through !== undefined) return through;
  const receiverRoot = frame.root(receiverAt);
  if (frame.op(receiverRoot) === Op.Global) {
    const given = own.get(`${frame.text(frame.a(receiverRoot))}.${name}`);
    if (given !== undefined) return given(frame, args);
  }
  if (isNew) return undefined;
  return (isPython ? pythonMethods : javascriptMethods).get(name)?.(frame, receiver, args);
}

/** A method of a receiver that nobody knows: those of the project with that name, if they are few. */
function byName(frame: Frame, name: string, receiver: Value, args: Arguments): Value | undefined {
  if (receiver === nothing || receiver.objects.length > 0 || receiver.api !== noApi) return undefined;
  const candidates = frame.solver.methods.named(frame.function.module.ir.language, name, args.values.length);
  if (candidates.length === 0) return undefined;
  let result = nothing;
  for (const candidate of candidates) result = join(result, callFunction(frame, candidate, unknown, args, noLabels));
  return result;
}

/** `super(…)`, whose callee is `this`: the base's constructor. `super.name(…)`, a member of `this`: the base's method. Both on this object. */
function callSuper(frame: Frame, calleeAt: number, args: Arguments): Value {
  let own = frame.function;
  while (own.isArrow && own.owner !== undefined) own = own.owner;
  const { class: ofClass } = own;
  if (ofClass === undefined) return unknown;
  const made = frame.solver.receiverOf(frame, own);
  const bases = ofClass.bases.read(frame.function);
  const root = frame.root(calleeAt);
  const name = frame.op(root) === Op.Load ? frame.text(frame.b(root)) : undefined;
  let result = nothing;
  for (const base of bases.objects) {
    if (base.class === ofClass) continue;
    if (name === undefined) {
      if (base.class !== undefined) construct(frame, base.class, args, made);
      else if (base.kind === 'function') callFunction(frame, base.function!, made, args, noLabels);
      continue;
    }
    const holder = base.class === undefined ? base : own.isStatic ? base.class.object : base.class.instance;
    for (const object of loadMember(frame, ofObject(holder), name).objects)
      result = join(result, callObject(frame, object, made, args, false) ?? nothing);
  }
  if (bases.api !== noApi) {
    const instance = frame.models.step(bases.api, '()');
    const set = name === undefined ? instance : frame.models.step(frame.models.step(instance, `.${name}`), '()');
    if (set !== noApi) result = join(result, modelledCall(frame, set, { receiver: made, receiverOperand: -1, args }));
  }
  return name === undefined ? made : result === nothing ? unknown : result;
}
