import { Op } from '../../ir/ir.ts';
import { noApi } from '../models/api.ts';
import type { Arguments } from '../values/arguments.ts';
import { argument, operandOf } from '../values/arguments.ts';
import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import { harmful } from '../models/masks.ts';
import { storeField } from '../values/fields.ts';
import { customMember, itemAt, loadElement, loadHeld } from './members.ts';
import { argumentsIndex, type Effect, type FunctionNode, receiverIndex } from '../values/nodes.ts';
import {
  hasInstance,
  joinLabels,
  type Labels,
  noLabels,
  nothing,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';

/**
 * What keeps the fields of instances, and of other objects that functions are given, apart by their calls. A function that reads a member
 * of its receiver or of a parameter has a label for it, to which each call connects what that member of the call's own object holds; what
 * it stores there is an effect, which each call puts into its own object.
 */

const mostPlaces = 40;

/** The parameter (or receiver, -1) of a function that a value is, seen from that function or from one inside of it. */
export interface Place {
  readonly of: FunctionNode;
  readonly index: number;
}

export function placeOf(one: FunctionNode, at: number): Place | undefined {
  let of = one;
  let value = at;
  for (let hops = 0; hops < 16 && value >= 0; hops++) {
    const { code, pool } = of.ir;
    const [op, a, b] = [code[value * 6], code[value * 6 + 1]!, code[value * 6 + 2]!];
    switch (op) {
      case Op.Guard:
      case Op.Typed:
      case Op.Await:
        value = a;
        continue;
      case Op.Outer: {
        const outer = of.module.functions[a];
        if (outer === undefined || outer === of) return undefined;
        of = outer;
        value = b;
        continue;
      }
      case Op.This: {
        while (of.isArrow && of.owner !== undefined) of = of.owner;
        return of.isStatic || of.index === 0 ? undefined : { of, index: receiverIndex };
      }
      case Op.Param: {
        const kind = of.ir.params[a]?.kind;
        return kind === 'rest' || kind === 'keywords' ? undefined : { of, index: a };
      }
      case Op.Call: {
        // `super()` in Python: the receiver of the method that it stands in.
        const callee = pool[a]!;
        if (!of.isPython || of.class === undefined || code[callee * 6] !== Op.Global) return undefined;
        return of.module.ir.texts[code[callee * 6 + 1]!] === 'super' ? { of, index: 0 } : undefined;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Whether the parameter is what the method is called on. */
export function isReceiver({ of, index }: Place): boolean {
  return index === receiverIndex || (index === 0 && of.isPython && of.class !== undefined && !of.isStatic);
}

/** What is read of a member of a parameter or receiver: what others put there is seen by the label that calls connect. */
export function seenByCallers(frame: Frame, base: number, name: string, value: Value): Value {
  if (value.labels.length === 0) return value;
  const place = placeOf(frame.function, base);
  if (place === undefined) return value;
  const seen = labelsSeen(frame, place, name, value.labels);
  const { api } = frame.value(base);
  // What is kept in values of a library's type is whoever has one.
  const custom = api === noApi ? noLabels : customMember(frame, api, name).labels;
  return withLabels(value, custom.length === 0 ? seen : joinLabels(seen, custom));
}

function labelsSeen(frame: Frame, place: Place, name: string, labels: Labels): Labels {
  const { all } = frame.solver.labels;
  const kept: number[] = [];
  for (let i = 0; i < labels.length; i += 2) {
    const { function: of } = all[labels[i]!]!;
    if (of === frame.function || of === place.of) kept.push(labels[i]!, labels[i + 1]!);
  }
  if (kept.length === labels.length) return labels;
  const path = place.of.pathLabel(place.index, name, mostPlaces);
  if (path === undefined) return labels;
  if (path.isNew) place.of.result.touch(frame.solver.queue);
  // Whoever calls it on what nobody knows may have any of them.
  const isKnown = isReceiver(place) ? place.of.hasReceiver : place.of.isCalled;
  return joinLabels(isKnown ? kept : labels, [path.label, harmful]);
}

/**
 * Something is stored in a parameter or receiver: each call puts it into its own. False where the function stores in too many members already;
 * it is then to be kept with what all have together.
 */
export function noteEffect(frame: Frame, place: Place, name: string, value: Value): boolean {
  const effect = place.of.effect(place.index, name, mostPlaces);
  if (effect === undefined) return false;
  if (effect.cell.value === nothing) place.of.result.touch(frame.solver.queue);
  frame.write(effect.cell, value);
  return true;
}

export interface Call {
  readonly callee: FunctionNode;
  readonly receiver: Value;
  readonly args: Arguments;
  readonly shift: number;
}

/** What a call gives for a parameter or the receiver. */
function given({ receiver, args, shift, callee }: Call, index: number): { value: Value; operand: number } {
  if (index === receiverIndex || (shift === 1 && index === 0)) return { value: receiver, operand: args.receiver ?? -1 };
  const named = args.keywords?.get(callee.paramName(index));
  return named ?? { value: argument(args, index - shift), operand: operandOf(args, index - shift) };
}

/** What a list that is spread into a call has at its first places. */
export function itemsSpread(frame: Frame, at: number): Value[] {
  const list = frame.value(at);
  const root = frame.root(at);
  const items = itemsOf(frame, list);
  if (frame.op(root) !== Op.Arguments && !isRest(frame, root)) return items;
  return items.map((item, nth) => restItem(frame, at, String(nth), item) ?? item);
}

const mostSpread = 5;

export function itemsOf(frame: Frame, list: Value): Value[] {
  const items: Value[] = [];
  if (list.objects.length === 0) return [loadElement(frame, list)];
  for (let nth = 0; nth < mostSpread; nth++) {
    const item = itemAt(frame, list, nth);
    if (item === nothing) break;
    items.push(item);
  }
  return items;
}

function isRest(frame: Frame, root: number): boolean {
  return frame.op(root) === Op.Param && frame.function.ir.params[frame.a(root)]?.kind === 'rest';
}

/** What stands at a place among all arguments, or those that a rest parameter takes: each has a label of its own. Undefined for others. */
export function restItem(frame: Frame, base: number, name: string, value: Value): Value | undefined {
  const root = frame.root(base);
  const op = frame.op(root);
  if (op !== Op.Arguments && op !== Op.Param) return undefined;
  if (!/^\d$/.test(name) || !(op === Op.Arguments || isRest(frame, root))) return undefined;
  const own = frame.function;
  const path = own.pathLabel(op === Op.Arguments ? argumentsIndex : frame.a(root), name, mostPlaces);
  if (path === undefined) return undefined;
  if (path.isNew) own.result.touch(frame.solver.queue);
  const bare = value.objects.some(({ kind }) => kind === 'array') && op === Op.Arguments ? unknown : value;
  return withLabels(bare, [path.label, harmful]);
}

/** Labels of what a call's own object has in a member. */
export function passedMember(frame: Frame, call: Call, index: number, name: string): Labels {
  if (index === argumentsIndex) return argument(call.args, Number(name)).labels;
  if (call.callee.ir.params[index]?.kind === 'rest')
    return argument(call.args, index - call.shift + Number(name)).labels;
  const { value, operand } = given(call, index);
  if (value.objects.length === 0) return noLabels;
  const { labels } = loadHeld(frame, value, name);
  if (labels.length === 0 || operand < 0) return labels;
  const place = placeOf(frame.function, operand);
  return place === undefined ? labels : labelsSeen(frame, place, name, labels);
}

/** Connects what the callee reads of its parameters' members, and puts into this call's objects what it stores in them. */
export function bindMembers(frame: Frame, call: Call, seenFrom: (labels: Labels) => Labels): void {
  const { callee } = call;
  if (callee.paths !== undefined)
    for (const { index, name, label } of callee.paths.values())
      frame.connect(passedMember(frame, call, index, name), label, given(call, index).operand);
  if (callee.effects === undefined) return;
  for (const { index, name, cell } of callee.effects.values()) {
    const { value, operand } = given(call, index);
    if (value.objects.length === 0) continue;
    const stored = cell.read(frame.function);
    if (stored === nothing) continue;
    put(frame, value, operand, name, withLabels(stored, seenFrom(stored.labels)));
  }
}

function put(frame: Frame, target: Value, operand: number, name: string, value: Value): void {
  const place = operand < 0 ? undefined : placeOf(frame.function, operand);
  const isGiven = place !== undefined && noteEffect(frame, place, name, value);
  for (const object of target.objects) storeField(frame, object, name, value, isGiven);
}

/** The object that is made at this place. */
export function instanceHere(frame: Frame, common: Value): Value {
  const [object] = common.objects;
  if (object === undefined) return common;
  return new Value(
    common.labels,
    [frame.function.instanceAt(frame.at, object)],
    common.api,
    common.constants,
    common.flags,
    common.shape,
  );
}

/** What is passed to others: they know of an instance what all instances of its class have together. */
export function asCommon(value: Value): Value {
  if (!hasInstance(value.objects)) return value;
  const objects = [...new Set(value.objects.map((object) => object.common ?? object))].sort((a, b) => a.id - b.id);
  if (objects.length === 1 && value.api.nodes.length === 0 && value.labels.length === 0) return ofObject(objects[0]!);
  return new Value(value.labels, objects, value.api, value.constants, value.flags, value.shape);
}

/** Objects that the callee made of what this call gave it: each call has its own. */
export function ownCopies(frame: Frame, call: Call, result: Value, seenFrom: (labels: Labels) => Labels): Value {
  if (result.objects.length === 0 || result.objects.length > 3) return result;
  let objects: HeapObject[] | undefined;
  for (const [nth, object] of result.objects.entries()) {
    if (object.maker !== call.callee || !carries(frame, object, call.callee)) continue;
    const copy = frame.function.copyAt(frame.at, object);
    for (const [name, cell] of object.fields) copyInto(frame, copy.field(name), cell.read(frame.function), seenFrom);
    copyInto(frame, copy.any, object.any.read(frame.function), seenFrom);
    copyInto(frame, copy.from, object.from.read(frame.function), seenFrom);
    objects ??= [...result.objects];
    objects[nth] = copy;
  }
  if (objects === undefined) return result;
  objects.sort((a, b) => a.id - b.id);
  return new Value(result.labels, objects, result.api, result.constants, result.flags, result.shape);
}

function copyInto(frame: Frame, cell: Effect['cell'], value: Value, seenFrom: (labels: Labels) => Labels): void {
  if (value === nothing) return;
  frame.write(cell, value.labels.length === 0 ? value : withLabels(value, seenFrom(value.labels)));
}

const mostCopied = 24;

function carries(frame: Frame, object: HeapObject, callee: FunctionNode): boolean {
  if (
    object.fields.size > mostCopied ||
    (object.kind !== 'plain' && object.kind !== 'array' && object.common === undefined)
  )
    return false;
  for (const cell of object.fields.values()) if (isOf(frame, cell.read(frame.function), callee)) return true;
  return isOf(frame, object.any.read(frame.function), callee);
}

function isOf(frame: Frame, { labels }: Value, callee: FunctionNode): boolean {
  for (let i = 0; i < labels.length; i += 2) {
    const label = frame.solver.labels.all[labels[i]!]!;
    if (label.function === callee && label.source === undefined) return true;
  }
  return false;
}
