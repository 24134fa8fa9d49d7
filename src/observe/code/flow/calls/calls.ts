import { FunctionFlag } from '../../ir/ir.ts';
import { noApi } from '../models/api.ts';
import { argument, type Arguments, operandOf } from '../values/arguments.ts';
import type { Frame } from '../values/frame.ts';
import { asCommon, bindMembers, type Call, ownCopies, passedMember } from '../objects/instances.ts';
import { loadMember } from '../objects/members.ts';
import { passThrown } from '../functions/throwing.ts';
import { argumentsIndex, type FunctionNode, receiverIndex } from '../values/nodes.ts';
import {
  Flag,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  noLabels,
  nothing,
  ofObject,
  uncut,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';

const fewCallers = 5;

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
  let result = given;
  if (given.labels.length > 0 || given.objects.length > 0 || tells(callee)) {
    const seen = (labels: Labels): Labels => seenFrom(frame, callee, labels, receiver, args, shift);
    const call: Call = { callee, receiver, args, shift };
    if (!isTried) bindMembers(frame, call, seen);
    if (callee.thrown !== undefined)
      passThrown(frame, callee, (value) => (value.labels.length === 0 ? value : withLabels(value, seen(value.labels))));
    if (given.labels.length > 0) result = withLabels(given, seen(given.labels));
    result = ownCopies(frame, call, result, seen);
  }
  if ((callee.ir.flags & FunctionFlag.generator) !== 0) result = generated(frame, callee, receiver, args, shift);
  if (extra.length > 0) result = withLabels(result, joinLabels(result.labels, extra));
  return result === nothing ? unknown : result;
}

/** Whether a function does something that its callers see besides what it gives. */
function tells({ paths, effects, thrown }: FunctionNode): boolean {
  return paths !== undefined || effects !== undefined || thrown !== undefined;
}

function isClassMethod(callee: FunctionNode): boolean {
  return callee.paramName(0) === 'cls';
}

function bindReceiver(frame: Frame, callee: FunctionNode, receiver: Value, shift: number): void {
  if (callee.isArrow) return;
  if (!callee.hasReceiver && receiver.objects.some(({ kind }) => kind === 'instance')) {
    callee.hasReceiver = true;
    if (callee.epoch !== 0 && (callee.paths !== undefined || callee.class !== undefined)) frame.solver.push(callee);
  }
  if (shift === 1) {
    passTo(frame, callee, 0, receiver, -1);
    return;
  }
  frame.connect(receiver.labels, callee.label(receiverIndex), -1);
  if (receiver.objects.length > 0 || receiver.api !== noApi)
    frame.write(callee.receiver, withLabels(asCommon(receiver), noLabels));
}

/** A value comes in at a parameter. */
export function passTo(frame: Frame, callee: FunctionNode, index: number, value: Value, operand: number): void {
  if (value === nothing || index >= callee.ir.params.length) return;
  if (value.labels.length > 0) frame.connect(value.labels, callee.label(index), operand);
  const cell = callee.params[index]!;
  const bare = withLabels(asCommon(value), noLabels);
  // Where many call, single constants tell nothing any more, and would have it looked at again for each.
  if (cell.contributions.length > fewCallers && bare.constants.length > 0) {
    if (bare.objects.length > 0 || bare.api !== noApi || cell.value.constants.length === 0)
      frame.write(cell, new Value(noLabels, bare.objects, bare.api, noConstants, bare.flags | Flag.open, ''));
  } else frame.write(cell, bare);
}

function bindArguments(frame: Frame, callee: FunctionNode, args: Arguments, shift: number): void {
  const { params } = callee.ir;
  if (callee.usesArguments) frame.connect(allLabels(args), callee.label(argumentsIndex), args.operands[0] ?? -1);
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
  const { all } = frame.solver.labels;
  const others: number[] = [];
  for (let i = 0; i < labels.length; i += 2) {
    const label = all[labels[i]!]!;
    if (label.source !== undefined || label.function !== callee) others.push(labels[i]!, labels[i + 1]!);
  }
  if (others.length === labels.length) return labels;
  const own: Labels[] = [];
  let count = others.length;
  for (let i = 0; i < labels.length; i += 2) {
    const label = all[labels[i]!]!;
    if (label.source !== undefined || label.function !== callee) continue;
    const given =
      label.member === undefined
        ? passed(frame, callee, label.at, receiver, args, shift)
        : passedMember(frame, { callee, receiver, args, shift }, label.at, label.member);
    own.push(masked(given, labels[i + 1]!));
    count += given.length;
  }
  let seen: Labels = noLabels;
  if (count <= uncut) {
    seen = others;
    for (const given of own) seen = joinLabels(seen, given);
    return seen;
  }
  // What is left out where they are too many hangs on their order.
  for (let i = 0, nth = 0; i < labels.length; i += 2) {
    const label = all[labels[i]!]!;
    const isOwn = label.source === undefined && label.function === callee;
    seen = joinLabels(seen, isOwn ? own[nth++]! : [labels[i]!, labels[i + 1]!]);
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
  if (index === argumentsIndex) return allLabels(args);
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

function allLabels(args: Arguments): Labels {
  let labels = noLabels;
  for (const value of args.values) labels = joinLabels(labels, value.labels);
  return labels;
}

/** A generator's call: something whose elements are what it yields. */
function generated(frame: Frame, callee: FunctionNode, receiver: Value, args: Arguments, shift: number): Value {
  const yielded = callee.yields.read(frame.function);
  const object = callee.objectAt(-1, 'other');
  frame.write(object.any, withLabels(yielded, noLabels));
  return withLabels(ofObject(object), seenFrom(frame, callee, yielded.labels, receiver, args, shift));
}
