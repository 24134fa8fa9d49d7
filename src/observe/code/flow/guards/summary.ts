import type { Frame } from '../values/frame.ts';
import { ConstKind, Op } from '../../ir/ir.ts';
import { maskOfGuard } from './guards.ts';
import { andMask, harmful, harmless, type Mask, orMask } from '../models/masks.ts';
import type { Summary } from '../values/nodes.ts';

const fewParams = 6;

/** What is known of a function's parameters by what it returns: where it gives something true, the tests before it and in it held. Undefined when nothing is. */
export function summarise(frame: Frame, returns: readonly number[]): Summary | undefined {
  const count = frame.function.ir.params.length;
  if (count === 0 || count > fewParams || returns.length === 0) return undefined;
  const truthy: Mask[] = [];
  const falsy: Mask[] = [];
  let tells = false;
  const params = paramValues(frame, count);
  for (let index = 0; index < count; index++) {
    let onTrue: Mask = harmless;
    let onFalse: Mask = harmless;
    for (const at of returns) {
      const given = frame.a(at);
      const held = heldAt(frame, at, index);
      const truth = given < 0 ? false : truthOf(frame, given);
      if (truth !== false)
        onTrue = andMask(
          onTrue,
          orMask(
            held,
            truth === true || params[index]! < 0 ? harmful : maskOfGuard(frame, params[index]!, given, true),
          ),
        );
      if (truth !== true)
        onFalse = andMask(
          onFalse,
          orMask(
            held,
            truth === false || params[index]! < 0 ? harmful : maskOfGuard(frame, params[index]!, given, false),
          ),
        );
    }
    truthy.push(onTrue);
    falsy.push(onFalse);
    if (onTrue !== harmful || onFalse !== harmful) tells = true;
  }
  return tells ? { truthy, falsy } : undefined;
}

function paramValues(frame: Frame, count: number): number[] {
  const params = Array.from({ length: count }, () => -1);
  for (let at = 0; at < frame.code.length / 6 && at < 4 * count + 8; at++)
    if (frame.op(at) === Op.Param) params[frame.a(at)] = at;
  return params;
}

function truthOf(frame: Frame, at: number): boolean | undefined {
  const root = frame.root(at);
  if (frame.op(root) !== Op.Const) return undefined;
  const kind = frame.b(root);
  if (kind === ConstKind.true) return true;
  if (kind === ConstKind.false || kind === ConstKind.null || kind === ConstKind.undefined) return false;
  return undefined;
}

/** What a parameter is harmless for where a `Return` is: the pool has, for each, the value that it is by then. */
function heldAt(frame: Frame, at: number, index: number): Mask {
  const from = frame.b(at);
  if (index >= frame.c(at)) return harmful;
  const value = frame.pool[from + index]!;
  if (value < 0) return harmful;
  const { labels } = frame.value(value);
  const own = frame.function.label(index);
  for (let i = 0; i < labels.length; i += 2) if (labels[i] === own) return labels[i + 1]!;
  // Nothing of the parameter is left in it: it was guarded against everything.
  return labels.length === 0 ? harmless : harmful;
}

export function isSameSummary(a: Summary | undefined, b: Summary | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return areSame(a.truthy, b.truthy) && areSame(a.falsy, b.falsy);
}

function areSame(a: readonly Mask[], b: readonly Mask[]): boolean {
  return a.length === b.length && a.every((mask, index) => mask === b[index]);
}
