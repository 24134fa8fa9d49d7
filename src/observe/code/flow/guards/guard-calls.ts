import { noApi } from '../models/api.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { CallFlag, Op } from '../../ir/ir.ts';
import { andMask, harmful, harmless, type Mask, maskOf, orMask } from '../models/masks.ts';
import { maskOfPattern } from '../pattern/judge.ts';
import type { FunctionNode } from '../values/nodes.ts';
import {
  address,
  addressPart,
  comesOf,
  folder,
  isFixed,
  isSamePlace,
  memberships,
  ofAbsent,
  ofAddressPart,
  ofPrefix,
  operators,
  stems,
} from './stems.ts';
import { isPattern, type PatternConstant } from '../values/value.ts';

/** Names of functions that tell whether what they are given is in order. */
export const validates =
  /^(?:is|has|check|validate|assert|ensure|verify)?_?(?:valid|safe|allow|white_?list|permit|trust|known|legal|clean)/i;

/** What a target is harmless for where a call that tests it came out as `truth`. */
export function ofCall(frame: Frame, target: number, at: number, truth: boolean, depth: number): Mask {
  const from = frame.a(at);
  const callee = frame.pool[from]!;
  const receiver = frame.pool[from + 1]!;
  const count = frame.pool[from + 2]!;
  const first = count > 0 ? frame.pool[from + 3]! : -1;
  const name = nameOf(frame, callee);
  let mask = ofModel(frame, target, at, truth);
  mask = orMask(mask, ofSummaries(frame, target, at, truth));
  const isFirst = first >= 0 && stems(frame, first, target);
  const isReceiver = receiver >= 0 && stems(frame, receiver, target);
  if (isReceiver) mask = orMask(mask, ofOwnMethod(frame, name, receiver, first, truth));
  else if (receiver >= 0) mask = orMask(mask, ofPlace(frame, target, name, receiver, first, truth));
  if (
    receiver >= 0 &&
    truth &&
    (name === 'endsWith' || name === 'endswith') &&
    addressPart(frame, receiver) >= 0 &&
    comesOf(frame, frame.a(addressPart(frame, receiver)), target)
  ) {
    const suffixes = first >= 0 ? frame.value(first).constants : [];
    if (suffixes.length > 0 && suffixes.every((suffix) => typeof suffix === 'string' && suffix.startsWith('.')))
      mask = orMask(mask, address());
  }
  // The host of an address is in a list.
  if (
    truth &&
    receiver >= 0 &&
    first >= 0 &&
    memberships.has(name) &&
    !isFirst &&
    isFixed(frame, frame.value(receiver))
  ) {
    const part = addressPart(frame, first);
    if (part >= 0 && comesOf(frame, frame.a(part), target)) mask = orMask(mask, ofAddressPart(frame, part));
  }
  if (truth && (name === 'compare_digest' || name === 'timingSafeEqual') && isSigned(frame, at, target))
    return harmless;
  if (!isFirst) return ofSecond(frame, target, at, name, truth, mask);
  if (receiver >= 0 && memberships.has(name) && truth) {
    if (isFixed(frame, frame.value(receiver)) && !isCallback(frame, first)) mask = harmless;
  }
  const pattern = receiver >= 0 ? patternOf(frame, receiver) : undefined;
  if (
    pattern !== undefined &&
    truth &&
    (name === 'test' || name === 'exec' || name === 'match' || name === 'fullmatch' || name === 'search')
  )
    mask = orMask(
      mask,
      maskOfPattern(pattern.pattern, pattern.flags, { whole: name === 'fullmatch', fromStart: name === 'match' }),
    );
  if (truth && name === 'isinstance') mask = orMask(mask, ofInstance(frame, count > 1 ? frame.pool[from + 4]! : -1));
  if (truth && depth === 0 && isStranger(frame, callee) && validates.test(name)) mask = harmless;
  return mask;
}

/** Tests whose second argument is the text: `re.match(pattern, x)`, `Object.hasOwn(table, x)`, `Reflect.has`. */
function ofSecond(frame: Frame, target: number, at: number, name: string, truth: boolean, mask: Mask): Mask {
  const from = frame.a(at);
  if (frame.pool[from + 2]! < 2 || !truth) return mask;
  const first = frame.pool[from + 3]!;
  const second = frame.pool[from + 4]!;
  if (first < 0 || second < 0 || !stems(frame, second, target)) return mask;
  if (name === 'hasOwn' || name === 'has' || name === 'call')
    return isFixed(frame, frame.value(first)) ? harmless : mask;
  if (name === 'match' || name === 'fullmatch' || name === 'search') {
    const pattern = frame.value(first).constants[0];
    if (isPattern(pattern))
      return orMask(
        mask,
        maskOfPattern(pattern.pattern, pattern.flags, { whole: name === 'fullmatch', fromStart: name === 'match' }),
      );
    if (typeof pattern === 'string')
      return orMask(mask, maskOfPattern(pattern, '', { whole: name === 'fullmatch', fromStart: name === 'match' }));
  }
  return mask;
}

/** The pattern that a text is held against: in Python what was compiled of a constant text. */
function patternOf(frame: Frame, at: number): PatternConstant | undefined {
  const { constants } = frame.value(at);
  const text = frame.function.isPython ? constants[0] : undefined;
  return typeof text === 'string' ? { pattern: text, flags: '' } : constants.find(isPattern);
}

/** Whether what is compared in constant time is made of the target: a signature that only we can have made. */
function isSigned(frame: Frame, at: number, target: number): boolean {
  const from = frame.a(at);
  for (let nth = 0; nth < Math.min(frame.pool[from + 2]!, 2); nth++) {
    const operand = frame.pool[from + 3 + nth]!;
    if (operand < 0 || stems(frame, operand, target)) continue;
    let value = frame.root(operand);
    // `hmac.new(key, data).digest()`
    for (let hops = 0; hops < 3 && frame.op(value) === Op.Call; hops++) {
      if (comesOf(frame, value, target)) return true;
      const receiver = frame.pool[frame.a(value) + 1]!;
      if (receiver < 0) break;
      value = frame.root(receiver);
    }
  }
  return false;
}

function isCallback(frame: Frame, at: number): boolean {
  return frame.value(at).objects.some(({ kind }) => kind === 'function');
}

/** Neither a function of the project nor of a model. */
export function isStranger(frame: Frame, callee: number): boolean {
  const value = frame.value(callee);
  return value.api === noApi && !value.objects.some(({ kind }) => kind === 'function' || kind === 'bound');
}

const numericTests = new Set(['isdigit', 'isnumeric', 'isdecimal']);
const wordTests = new Set(['isalnum', 'isalpha', 'isidentifier']);

function ofOwnMethod(frame: Frame, name: string, receiver: number, first: number, truth: boolean): Mask {
  if (truth && numericTests.has(name)) return harmless;
  if (truth && wordTests.has(name)) return maskOfPattern(String.raw`^\w*$`, '');
  if (first < 0) return harmful;
  if (truth && (name === 'startsWith' || name === 'startswith')) return ofPrefix(frame, receiver, first);
  if (truth && (name === 'is_relative_to' || name === 'isRelativeTo')) return folder();
  if (!truth && (name === 'includes' || name === 'contains' || name === '__contains__')) return ofAbsent(frame, first);
  if (!truth && (name === 'startsWith' || name === 'startswith')) {
    // What begins with two slashes names another host; what stands beside this test asks for one.
    if (frame.value(first).constants.includes('//')) return maskOf(['redirect', 'href']);
    // What leads out of a folder, seen from it (`path.relative`).
    return frame.value(first).constants.includes('..') ? folder() : harmful;
  }
  if (truth && name === 'match') {
    const pattern = frame.value(first).constants.find(isPattern);
    return pattern === undefined ? harmful : maskOfPattern(pattern.pattern, pattern.flags);
  }
  return harmful;
}

/** Tests of what a path comes to (`realpath(p).startswith(root)`) tell of the path too. */
function ofPlace(frame: Frame, target: number, name: string, receiver: number, first: number, truth: boolean): Mask {
  if (first < 0) return harmful;
  if (truth && (name === 'startswith' || name === 'startsWith' || name === 'is_relative_to'))
    return isSamePlace(frame, receiver, target)
      ? andMask(ofOwnMethod(frame, name, receiver, first, truth), folder())
      : harmful;
  // `relpath(p, root).startswith('..')`
  const place = frame.root(receiver);
  if (truth || !name.startsWith('startsw') || frame.op(place) !== Op.Call) return harmful;
  const from = frame.a(place);
  return nameOf(frame, frame.pool[from]!) === 'relpath' &&
    frame.pool[from + 2]! > 1 &&
    frame.pool[from + 3]! >= 0 &&
    isSamePlace(frame, frame.pool[from + 3]!, target) &&
    frame.value(first).constants.some((constant) => typeof constant === 'string' && constant.startsWith('..'))
    ? folder()
    : harmful;
}

function ofInstance(frame: Frame, types: number): Mask {
  if (types < 0) return harmful;
  const root = frame.root(types);
  const names =
    frame.op(root) === Op.Array
      ? Array.from({ length: frame.b(root) }, (_, nth) => nameOf(frame, frame.pool[frame.a(root) + nth]!))
      : [nameOf(frame, types)];
  if (
    names.every(
      (name) => name === 'int' || name === 'float' || name === 'bool' || name === 'Decimal' || name === 'UUID',
    )
  )
    return harmless;
  return names.every((name) => name === 'str') ? operators() : harmful;
}

function ofModel(frame: Frame, target: number, at: number, truth: boolean): Mask {
  const { api } = frame.value(frame.pool[frame.a(at)]!);
  if (api === noApi) return harmful;
  const { facts } = frame.models.step(api, '()');
  if (facts === undefined || facts.guards.length === 0) return harmful;
  let mask: Mask = harmful;
  const from = frame.a(at);
  for (const guard of facts.guards) {
    if (guard.holds !== truth) continue;
    const operand =
      guard.arg.of === 'this'
        ? frame.pool[from + 1]!
        : guard.arg.index < frame.pool[from + 2]!
          ? frame.pool[from + 3 + guard.arg.index]!
          : -1;
    if (operand >= 0 && stems(frame, operand, target)) mask = orMask(mask, guard.mask);
  }
  return mask;
}

/** Functions of the project that test what they are given. */
export function ofSummaries(frame: Frame, target: number, at: number, truth: boolean): Mask {
  const from = frame.a(at);
  const functions = frame.value(frame.pool[from]!).objects.filter(({ kind }) => kind === 'function');
  if (functions.length === 0 || (frame.c(at) & CallFlag.new) !== 0) return harmful;
  let mask: Mask = harmless;
  for (const { function: callee } of functions) {
    const own = summaryOf(frame, callee!);
    let told: Mask = harmful;
    const shift = callee!.isPython && callee!.class !== undefined && !callee!.isStatic ? 1 : 0;
    for (let nth = 0; nth < frame.pool[from + 2]!; nth++) {
      const operand = frame.pool[from + 3 + nth]!;
      if (operand >= 0 && stems(frame, operand, target))
        told = orMask(told, (truth ? own?.truthy : own?.falsy)?.[nth + shift] ?? harmful);
    }
    mask = andMask(mask, told);
  }
  return mask;
}

function summaryOf(frame: Frame, callee: FunctionNode): FunctionNode['summary'] {
  frame.solver.watchSummary(callee, frame.function);
  return callee.summary;
}
