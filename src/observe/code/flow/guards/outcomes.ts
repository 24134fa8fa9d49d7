import { nameOf } from '../values/callee-name.ts';
import { elementOf } from './each.ts';
import type { Frame } from '../values/frame.ts';
import { isStranger, ofSummaries, validates } from './guard-calls.ts';
import { maskOfGuard } from './guards.ts';
import { Op } from '../../ir/ir.ts';
import { andMask, harmful, harmless, type Mask } from '../models/masks.ts';
import { folder, isSamePlace, stems } from './stems.ts';

/** What a list is harmless for of whose every element a test came out so: false (3), true (4), or (a call) to its end (5). */
export function maskOfEach(frame: Frame, list: number, test: number, truth: number): Mask {
  const element = elementOf(frame, list, test);
  if (element < 0) return harmful;
  return truth === 5 ? maskOfCompleted(frame, element, test) : maskOfGuard(frame, element, test, truth === 4);
}

/** They throw unless their first argument is true. */
const asserts = new Set(['assert', 'ok', 'invariant', 'isTrue']);

/** What a target is harmless for behind a call that throws where it is not: `target.relative_to(root)`, `require_name(x)`. */
export function maskOfCompleted(frame: Frame, target: number, test: number): Mask {
  const at = frame.root(test);
  if (frame.op(at) !== Op.Call) return harmful;
  const from = frame.a(at);
  const receiver = frame.pool[from + 1]!;
  const first = frame.pool[from + 2]! > 0 ? frame.pool[from + 3]! : -1;
  const name = nameOf(frame, frame.pool[from]!);
  if (name === 'relative_to') return receiver >= 0 && isSamePlace(frame, receiver, target) ? folder() : harmful;
  const told = andMask(ofSummaries(frame, target, at, true), ofSummaries(frame, target, at, false));
  if (told !== harmful) return told;
  if (asserts.has(name) && first >= 0) return maskOfGuard(frame, target, first, true);
  const isGiven = first >= 0 && stems(frame, first, target);
  return isGiven && isStranger(frame, frame.pool[from]!) && validates.test(name) ? harmless : harmful;
}
