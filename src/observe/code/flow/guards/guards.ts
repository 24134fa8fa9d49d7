import { nameOf } from '../values/callee-name.ts';
import { maskOfAll } from './each.ts';
import type { Frame } from '../values/frame.ts';
import { ofCall } from './guard-calls.ts';
import { ConstKind, Op } from '../../ir/ir.ts';
import { andMask, clears, harmful, harmless, type Mask, maskOf, orMask } from '../models/masks.ts';
import {
  address,
  addressPart,
  comesOf,
  folder,
  isFixed,
  isOurs,
  isSamePlace,
  mayEndFolder,
  ofAbsent,
  ofAddressPart,
  ofPrefix,
  operators,
  stems,
} from './stems.ts';
import type { Value } from '../values/value.ts';

/** What `target` is harmless for where the test `test` came out as `truth`. */
export function maskOfGuard(frame: Frame, target: number, test: number, truth: boolean, depth = 0): Mask {
  if (depth > 6) return harmful;
  const at = frame.root(test);
  switch (frame.op(at)) {
    case Op.Binary:
      return ofComparison(frame, target, at, truth, depth);
    case Op.Unary: {
      const operator = frame.text(frame.c(at));
      if (operator === '!' || operator === 'not') return maskOfGuard(frame, target, frame.a(at), !truth, depth + 1);
      return operator === '!!' ? maskOfGuard(frame, target, frame.a(at), truth, depth + 1) : harmful;
    }
    case Op.Call:
      return orMask(
        ofCall(frame, target, at, truth, depth),
        maskOfAll(frame, target, at, truth, { judge: maskOfGuard, depth }),
      );
    case Op.Load:
      // An address that is none of a network of ours: `ip_address(gethostbyname(host)).is_global`.
      if (tellsNetwork.get(frame.text(frame.b(at))) === truth && comesOf(frame, frame.a(at), target)) return address();
      // An address that names no host leads nowhere else.
      return !truth && namesHost.has(frame.text(frame.b(at))) && comesOf(frame, frame.a(at), target)
        ? address()
        : harmful;
    case Op.LoadAt:
      return truth && stems(frame, frame.b(at), target) && isFixed(frame, frame.value(frame.a(at)))
        ? harmless
        : harmful;
    case Op.Phi: {
      // `a && b` and `a || b` that were kept: both ways must tell.
      let mask: Mask = harmless;
      const from = frame.a(at);
      for (let nth = from; nth < from + frame.b(at); nth++) {
        const operand = frame.pool[nth]!;
        if (operand >= at) return harmful;
        if (truth ? isFalse(frame, operand) : isTrue(frame, operand)) continue;
        mask = andMask(mask, maskOfGuard(frame, target, operand, truth, depth + 1));
      }
      return frame.b(at) === 0 ? harmful : mask;
    }
    default:
      return harmful;
  }
}

const tellsNetwork = new Map([
  ['is_global', true],
  ['is_private', false],
]);

const namesHost = new Set(['netloc', 'hostname', 'host']);

function isFalse(frame: Frame, at: number): boolean {
  const root = frame.root(at);
  return (
    frame.op(root) === Op.Const && [ConstKind.false, ConstKind.null, ConstKind.undefined].includes(frame.b(root) as 3)
  );
}

function isTrue(frame: Frame, at: number): boolean {
  const root = frame.root(at);
  return frame.op(root) === Op.Const && frame.b(root) === ConstKind.true;
}

const equalities: Readonly<Record<string, boolean>> = {
  '==': true,
  '===': true,
  is: true,
  '!=': false,
  '!==': false,
  'is not': false,
};

function ofComparison(frame: Frame, target: number, at: number, truth: boolean, depth: number): Mask {
  const operator = frame.text(frame.c(at));
  const left = frame.a(at);
  const right = frame.b(at);
  const equality = equalities[operator];
  if (equality !== undefined) {
    const isEqual = equality === truth;
    return orMask(
      ofEquality(frame, target, left, right, isEqual, depth),
      ofEquality(frame, target, right, left, isEqual, depth),
    );
  }
  if (operator === 'in' || operator === 'not in') {
    const isIn = (operator === 'in') === truth;
    const isKnown = isIn && isFixed(frame, frame.value(right));
    if (isKnown && stems(frame, left, target)) return harmless;
    const part = isKnown ? addressPart(frame, left) : -1;
    if (part >= 0 && comesOf(frame, frame.a(part), target)) return ofAddressPart(frame, part);
    // `root in path.parents`
    const folders = frame.root(right);
    if (
      isIn &&
      frame.op(folders) === Op.Load &&
      frame.text(frame.b(folders)) === 'parents' &&
      isSamePlace(frame, frame.a(folders), target)
    )
      return folder();
    if (!isIn && stems(frame, right, target)) return ofAbsent(frame, left);
    return harmful;
  }
  if (operator === '&&' || operator === '||') {
    const both = (operator === '&&') === truth;
    const left = maskOfGuard(frame, target, frame.a(at), truth, depth + 1);
    const right = maskOfGuard(frame, target, frame.b(at), truth, depth + 1);
    return both ? orMask(left, right) : andMask(left, right);
  }
  // `set(names) - ALLOWED`
  if (operator === '-' && !truth && isSetOf(frame, left, target))
    return isFixed(frame, frame.value(right)) ? harmless : harmful;
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=')
    return ofOrder(frame, target, left, right, operator, truth);
  return harmful;
}

function ofEquality(frame: Frame, target: number, side: number, other: number, isEqual: boolean, depth: number): Mask {
  const value = frame.root(side);
  const against = frame.value(other);
  if (frame.op(value) === Op.Unary && frame.text(frame.c(value)) === 'typeof')
    return isEqual && stems(frame, frame.a(value), target) ? ofTypeName(against) : harmful;
  if (frame.op(value) === Op.Call) {
    const from = frame.a(value);
    const name = nameOf(frame, frame.pool[from]!);
    const receiver = frame.pool[from + 1]!;
    const first = frame.pool[from + 2]! > 0 ? frame.pool[from + 3]! : -1;
    if (name === 'indexOf' || name === 'find' || name === 'search' || name === 'findIndex') {
      const isAbsent = isEqual === against.constants.includes(-1);
      if (
        first >= 0 &&
        stems(frame, first, target) &&
        receiver >= 0 &&
        !isAbsent &&
        against.constants.includes(-1) &&
        isFixed(frame, frame.value(receiver))
      )
        return harmless;
      if (receiver >= 0 && stems(frame, receiver, target) && first >= 0) {
        if (against.constants.includes(0) && isEqual) return ofPrefix(frame, receiver, first);
        return isAbsent && against.constants.includes(-1) ? ofAbsent(frame, first) : harmful;
      }
    }
    if ((name === 'commonpath' || name === 'commonprefix') && isEqual && first >= 0) {
      const list = frame.root(first);
      const paths = frame.op(list) === Op.Array ? frame.pool.slice(frame.a(list), frame.a(list) + frame.b(list)) : [];
      const isRoot =
        against.labels.length === 0 || paths.some((path) => path >= 0 && frame.root(path) === frame.root(other));
      if (
        isRoot &&
        (name === 'commonpath' || mayEndFolder(frame, other)) &&
        paths.some((path) => path >= 0 && isSamePlace(frame, path, target))
      )
        return folder();
    }
    if (name === 'dirname' && isEqual && against.labels.length === 0 && first >= 0 && isSamePlace(frame, first, target))
      return folder();
    // `pattern.match(x) is not None`
    if (against.constants.length === 1 && (against.constants[0] === null || typeof against.constants[0] === 'boolean'))
      return ofCall(frame, target, value, isEqual === (against.constants[0] === true), depth + 1);
    if ((name === 'type' || name === 'typeof') && isEqual && first >= 0 && stems(frame, first, target)) {
      const type = nameOf(frame, other);
      return type === 'int' || type === 'float' || type === 'bool' ? harmless : harmful;
    }
  }
  // `path.parent == root`
  if (
    isEqual &&
    frame.op(value) === Op.Load &&
    frame.text(frame.b(value)) === 'parent' &&
    against.labels.length === 0 &&
    isSamePlace(frame, frame.a(value), target)
  )
    return folder();
  if (isEqual && stems(frame, side, target)) return isOurs(frame, against.labels) ? harmless : harmful;
  // Or the part of an address of our own (`request.host_url`).
  const part = isEqual && isHarmlessFor(against.labels, 'redirect') ? addressPart(frame, value) : -1;
  return part >= 0 && comesOf(frame, frame.a(part), target) ? ofAddressPart(frame, part) : harmful;
}

function isHarmlessFor(labels: Value['labels'], kind: string): boolean {
  for (let i = 1; i < labels.length; i += 2) if (!clears(labels[i]!, kind)) return false;
  return true;
}

function ofTypeName(type: Value): Mask {
  if (type.constants.length !== 1) return harmful;
  const name = type.constants[0];
  if (name === 'number' || name === 'boolean' || name === 'bigint' || name === 'undefined') return harmless;
  return name === 'string' ? operators() : harmful;
}

function isSetOf(frame: Frame, at: number, target: number): boolean {
  const root = frame.root(at);
  if (frame.op(root) !== Op.Call || !/^(?:frozen)?set$/.test(nameOf(frame, frame.pool[frame.a(root)]!))) return false;
  const given = frame.pool[frame.a(root) + 2]! > 0 ? frame.pool[frame.a(root) + 3]! : -1;
  return given >= 0 && stems(frame, given, target);
}

function areNumbers({ constants }: Value): boolean {
  return constants.length > 0 && constants.every((constant) => typeof constant === 'number');
}

function ofOrder(frame: Frame, target: number, left: number, right: number, operator: string, truth: boolean): Mask {
  // `set(names) <= ALLOWED`
  if (operator === '<=' && truth && isSetOf(frame, left, target))
    return isFixed(frame, frame.value(right)) ? harmless : harmful;
  const rises = (operator[0] === '>') === truth;
  const [tested, against] = [frame.root(left), frame.value(right)];
  // `list.indexOf(x) >= 0`
  if (frame.op(tested) === Op.Call && nameOf(frame, frame.pool[frame.a(tested)]!) === 'indexOf') {
    const from = frame.a(tested);
    const first = frame.pool[from + 2]! > 0 ? frame.pool[from + 3]! : -1;
    const receiver = frame.pool[from + 1]!;
    if (rises && first >= 0 && stems(frame, first, target) && receiver >= 0 && isFixed(frame, frame.value(receiver)))
      return harmless;
    if (!rises && receiver >= 0 && stems(frame, receiver, target)) return ofAbsent(frame, first);
    return harmful;
  }
  // A text that is less than a number reads as one.
  const isLeft = stems(frame, left, target);
  const isRight = stems(frame, right, target);
  if (!isLeft && !isRight) return harmful;
  const bound = isLeft ? against : frame.value(left);
  if (bound.labels.length > 0) return harmful;
  const isBelow = isLeft ? !rises : rises;
  if (!truth) return isBelow ? maskOf(['resource']) : harmful;
  if (!areNumbers(bound)) return isBelow ? maskOf(['resource']) : harmful;
  return isBelow ? harmless : maskOf(['number']);
}
