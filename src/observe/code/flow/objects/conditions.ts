import type { ArgumentSelector } from '../compile/argument.ts';
import { type Arguments, argument, operandOf } from '../values/arguments.ts';
import { callsOne, isBuilt } from '../functions/built.ts';
import type { Frame } from '../values/frame.ts';
import type { Cell } from '../values/heap.ts';
import type { Need } from '../values/hits.ts';
import { ConstKind, Op } from '../../ir/ir.ts';
import { loadElement, loadMember, textLabels } from './members.ts';
import type { Condition } from '../models/model-facts.ts';
import type { FunctionNode } from '../values/nodes.ts';
import {
  type Constant,
  Flag,
  gap,
  isPattern,
  join,
  joinLabels,
  mostConstants,
  noLabels,
  nothing,
  unknown,
  type Value,
  withLabels,
} from '../values/value.ts';

/** A call as models see it. */
export interface Called {
  readonly receiver: Value;
  readonly receiverOperand: number;
  /** What is called. */
  readonly callee?: Value;
  readonly args: Arguments;
}

/** An argument, or a member of it, that a model selects; `nothing` where there is none. */
export interface Selected {
  readonly value: Value;
  readonly operand: number;
}

export function select(
  frame: Frame,
  selector: ArgumentSelector,
  { receiver, receiverOperand, callee, args }: Called,
): Selected[] {
  const selected: Selected[] = [];
  const add = (value: Value, operand: number): void => {
    if (value === nothing) return;
    const { members } = selector;
    const at = memberAt(frame, operand, members);
    const items = members.at(-1) === '[]' ? itemsOf(within(frame, value, members.slice(0, -1))) : undefined;
    if (items === undefined) selected.push({ value: within(frame, value, members), operand: at });
    else
      for (const cell of items) {
        const item = cell.read(frame.function);
        if (item !== nothing) selected.push({ value: item, operand: at });
      }
  };
  switch (selector.of) {
    case 'this':
      add(receiver, receiverOperand);
      break;
    case 'callee':
      add(callee ?? nothing, -1);
      break;
    case 'position':
      add(argument(args, selector.index), operandOf(args, selector.index));
      break;
    case 'keyword': {
      const given = args.keywords?.get(selector.name);
      if (given !== undefined) add(given.value, given.operand);
      else {
        const spread = args.keywords?.get('**');
        if (spread !== undefined && selector.name !== '**')
          add(loadMember(frame, spread.value, selector.name), spread.operand);
      }
      break;
    }
    case 'all':
    case 'rest':
      for (let nth = selector.of === 'all' ? 0 : selector.index; nth < args.values.length; nth++)
        add(args.values[nth]!, args.operands[nth] ?? -1);
      if (selector.of === 'all' && args.keywords !== undefined)
        for (const { value, operand } of args.keywords.values()) add(value, operand);
      break;
    default:
      break;
  }
  return selected;
}

/** The items of a list, and what else is put into it: one by one, as so many constants are more than one value keeps. */
function itemsOf({ objects, labels }: Value): readonly Cell[] | undefined {
  const [list, ...others] = objects;
  if (list?.kind !== 'array' || others.length > 0 || labels.length > 0 || list.fields.size < 2) return undefined;
  return list.from.value === nothing ? [...list.fields.values(), list.any] : undefined;
}

/** Where a member stands in an object that is written at the place itself; else the place. */
function memberAt(frame: Frame, operand: number, members: readonly string[]): number {
  let at = operand;
  for (const member of members) {
    if (at < 0 || frame.op(frame.root(at)) !== Op.Object) return at;
    const object = frame.root(at);
    const from = frame.a(object);
    let found = -1;
    for (let nth = from; nth < from + frame.b(object) * 2; nth += 2) {
      const key = frame.pool[nth]!;
      if (key >= 0 && frame.text(key) === member) found = frame.pool[nth + 1]!;
    }
    if (found < 0) return at;
    at = found;
  }
  return at;
}

function within(frame: Frame, value: Value, members: readonly string[]): Value {
  let at = value;
  for (const member of members) {
    if (member === '*') {
      const labels = textLabels(frame, at, 4);
      return labels.length === 0 ? at : withLabels(at, labels);
    }
    at = member === '[]' ? loadElement(frame, at) : memberOf(frame, at, member);
    if (at === nothing) return nothing;
  }
  return at;
}

/** As `loadMember`, but `nothing` where an object that is wholly known has no such member. */
function memberOf(frame: Frame, value: Value, name: string): Value {
  const isWhole =
    (value.flags & Flag.open) === 0 &&
    value.labels.length === 0 &&
    value.objects.length > 0 &&
    value.objects.every(
      (object) =>
        object.kind === 'plain' &&
        object.any.read(frame.function) === nothing &&
        object.from.read(frame.function) === nothing,
    );
  // A function where options might stand has none.
  if (value.labels.length === 0 && value.objects.length > 0 && value.objects.every(({ kind }) => kind === 'function'))
    return nothing;
  // Operators are in a query only where somebody wrote them; who sends the whole query is another matter.
  if (!isWhole && !name.startsWith('$')) return itemOf(frame, value, name) ?? loadMember(frame, value, name, false);
  let result = nothing;
  for (const object of value.objects) result = join(result, object.field(name).read(frame.function));
  return result;
}

/** An item at a place of a list that stands before all that was spread into it or added. */
function itemOf(frame: Frame, value: Value, name: string): Value | undefined {
  if (value.objects.length !== 1 || value.objects[0]!.kind !== 'array' || !/^\d{1,2}$/.test(name)) return undefined;
  const item = value.objects[0]!.fields.get(name)?.read(frame.function);
  return item === undefined || item === nothing ? undefined : item;
}

/** Whether a call meets all conditions; what must come from a source besides is added to `needs`. */
export function meets(frame: Frame, conditions: readonly Condition[], called: Called, needs: Need[]): boolean {
  for (const condition of conditions) if (!meetsOne(frame, condition, called, needs)) return false;
  return true;
}

function meetsOne(frame: Frame, condition: Condition, called: Called, needs: Need[]): boolean {
  const selected = select(frame, condition.arg, called).filter(({ value }) => value !== nothing);
  const given = selected.filter(({ value }) => !isMissing(value));
  if (condition.not === true) {
    const { not: _, ...positive } = condition;
    return !selected.some(({ value }) => value === unknown || isCut(value)) && !meetsOne(frame, positive, called, []);
  }
  if (condition.missing !== undefined) {
    const isSpread =
      called.args.keywords?.has('**') === true ||
      (called.args.spread >= 0 && condition.arg.of === 'position' && condition.arg.index >= called.args.spread);
    if ((given.length === 0 && !isSpread) !== condition.missing) return false;
    if (condition.missing) return true;
  }
  if (!asksMore(condition)) return true;
  // That nothing is given on purpose (`timeout=None`) is an answer too.
  if (
    (condition.is === null || condition.in?.includes(null) === true) &&
    selected.some(({ value }) => value.constants.length > 0 && value.constants.every((constant) => constant === null))
  )
    return true;
  return given.some((each) => holds(frame, condition, each, needs));
}

function asksMore(condition: Condition): boolean {
  for (const key in condition) if (key !== 'arg' && key !== 'missing' && key !== 'not') return true;
  return false;
}

/** It is more constants than a value keeps. */
function isCut({ constants, flags }: Value): boolean {
  return constants.length >= mostConstants && (flags & Flag.open) !== 0;
}

function isMissing(value: Value): boolean {
  return (
    value.constants.length > 0 &&
    (value.flags & Flag.open) === 0 &&
    value.objects.length === 0 &&
    value.labels.length === 0 &&
    value.constants.every((constant) => constant === undefined || constant === null)
  );
}

function holds(frame: Frame, condition: Condition, { value, operand }: Selected, needs: Need[]): boolean {
  if (condition.built !== undefined && isBuilt(frame, operand) !== condition.built) return false;
  const { calls } = condition;
  if (
    calls !== undefined &&
    !value.objects.some((each) => each.function !== undefined && callsOne(each.function, calls))
  )
    return false;
  if (condition.unknown !== undefined) {
    const isConstant = value.constants.length > 0 && (value.flags & Flag.open) === 0 && value.labels.length === 0;
    if (condition.unknown === isConstant) return false;
  }
  if (condition.returns !== undefined && !givesOnly(frame, condition.returns, value)) return false;
  if (condition.path !== undefined && !condition.path.some((node) => value.api.nodes.includes(node))) return false;
  // Of what is also something else, what stands in another file may be that of somebody else.
  if (condition.constant === true && (value.flags & Flag.open) !== 0 && !isWrittenHere(frame, value)) return false;
  if (asksConstant(condition) && !candidates(value).some((constant) => isSuch(frame, condition, constant)))
    return false;
  if (condition.tainted !== undefined) {
    const labels = textLabels(frame, value, 2);
    if (labels.length === 0) return false;
    needs.push({
      labels,
      kinds: condition.tainted === true ? undefined : condition.tainted,
      reaching: condition.reaching,
    });
  }
  return true;
}

/** A function whose every return is the constant. */
function givesOnly(frame: Frame, constant: Constant, { objects }: Value): boolean {
  return objects.some(({ kind, function: of }) => {
    if (kind !== 'function' || of === undefined) return false;
    if (passesOnly(of, constant)) return true;
    const given = of.result.read(frame.function);
    if (given === nothing) return constant === null;
    return (
      (given.flags & Flag.open) === 0 &&
      given.labels.length === 0 &&
      given.objects.length === 0 &&
      given.constants.length > 0 &&
      given.constants.every((each) => (each ?? null) === constant)
    );
  });
}

/** A function that calls one of its parameters back, always with the constant as the last argument: `(origin, done) => done(null, true)`. */
function passesOnly({ ir, module }: FunctionNode, constant: Constant): boolean {
  const { code, pool } = ir;
  let isPassed = false;
  for (let at = 0; at < code.length; at += 6) {
    if (code[at] !== Op.Call || code[pool[code[at + 1]!]! * 6] !== Op.Param) continue;
    const from = code[at + 1]!;
    const count = pool[from + 2]!;
    const last = count === 0 ? -1 : pool[from + 2 + count]!;
    if (last < 0 || code[last * 6] !== Op.Const) return false;
    const kind = code[last * 6 + 2]!;
    const text = module.ir.texts[code[last * 6 + 1]!];
    const value =
      kind === ConstKind.true
        ? true
        : kind === ConstKind.false
          ? false
          : kind === ConstKind.number
            ? Number(text)
            : text;
    if (value !== constant) return false;
    isPassed = true;
  }
  return isPassed;
}

function isWrittenHere(frame: Frame, value: Value): boolean {
  const { texts } = frame.function.module.ir;
  return candidates(value).some((constant) => typeof constant === 'string' && texts.includes(constant));
}

/** Constants, and texts whose beginning is known. */
function candidates(value: Value): readonly Constant[] {
  // `key ?? ''`: what is left when there is none.
  if (value.constants.length > 0 && (value.flags & Flag.open) !== 0)
    return value.constants.filter((constant) => constant !== '' && constant !== null && constant !== undefined);
  if (value.constants.length > 0 || value.shape === '' || value.shape === gap) return value.constants;
  return [value.shape];
}

function asksConstant(condition: Condition): boolean {
  return (
    condition.is !== undefined ||
    condition.in !== undefined ||
    condition.notIn !== undefined ||
    condition.matches !== undefined ||
    condition.notMatches !== undefined ||
    condition.below !== undefined ||
    condition.above !== undefined ||
    condition.constant !== undefined
  );
}

const placeholder =
  /^(?:<.*>|\{\{.*\}\}|\$\{.*\}|%.*%|x{3,}|\*{3,}|\.{3,}|your[-_ ].*|.*[-_ ]here|change[-_ ]?me.*|x-oauth-basic|x-access-token|oauth2|example|placeholder|todo|none|null|undefined)$/i;

function isSuch(frame: Frame, condition: Condition, constant: Constant): boolean {
  const isPartial = typeof constant === 'string' && constant.includes(gap);
  if (condition.is !== undefined && constant !== condition.is) return false;
  if (condition.in !== undefined && !condition.in.includes(constant as string)) return false;
  if (
    condition.notIn !== undefined &&
    (isPartial || isPattern(constant) || constant === undefined || condition.notIn.includes(constant))
  )
    return false;
  const text = isPattern(constant) ? constant.pattern : String(constant);
  if (condition.matches !== undefined && !(text.length < 2000 && condition.matches.test(text))) return false;
  if (condition.notMatches !== undefined && (isPartial || (text.length < 2000 && condition.notMatches.test(text))))
    return false;
  if (condition.below !== undefined && !(typeof constant === 'number' && constant < condition.below)) return false;
  if (condition.above !== undefined && !(typeof constant === 'number' && constant > condition.above)) return false;
  if (condition.constant !== undefined) {
    const isHardCoded =
      typeof constant === 'string' &&
      constant.length > 0 &&
      !isPartial &&
      !(frame.function.module.isTest || placeholder.test(constant));
    if (isHardCoded !== condition.constant) return false;
  }
  return true;
}

/** Labels of all that is selected. */
export function selectedLabels(selected: readonly Selected[]): readonly number[] {
  let labels: readonly number[] = noLabels;
  for (const { value } of selected) labels = joinLabels(labels, value.labels);
  return labels;
}
