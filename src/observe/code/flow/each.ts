import { nameOf } from './callee-name.ts';
import type { Frame } from './frame.ts';
import { maskOfCompleted } from './guard-calls.ts';
import { maskOfGuard } from './guards.ts';
import { Op } from '../ir/ir.ts';
import { harmful, type Mask } from './masks.ts';
import { stems } from './stems.ts';

/** What a list is harmless for of whose every element a test came out so: false (3), true (4), or (a call) to its end (5). */
export function maskOfEach(frame: Frame, list: number, test: number, truth: number): Mask {
  const element = elementOf(frame, list, test);
  if (element < 0) return harmful;
  return truth === 5 ? maskOfCompleted(frame, element, test) : maskOfGuard(frame, element, test, truth === 4);
}

/** `all(test(x) for x in list)`, `not any(test(x) for x in list)`. */
export function maskOfAll(frame: Frame, list: number, call: number, truth: boolean, depth: number): Mask {
  const from = frame.a(call);
  const name = nameOf(frame, frame.pool[from]!);
  if (!(truth ? name === 'all' : name === 'any') || frame.pool[from + 2] !== 1) return harmful;
  const made = frame.pool[from + 3]! < 0 ? -1 : frame.root(frame.pool[from + 3]!);
  if (made < 0 || frame.op(made) !== Op.Array || frame.b(made) !== 1) return harmful;
  const test = frame.pool[frame.a(made)]!;
  const element = test < 0 ? -1 : elementOf(frame, list, made);
  return element < 0 ? harmful : maskOfGuard(frame, element, test, truth, depth + 1);
}

const nearest = 80;

/** What iterating the list gives, before a place: the value that stands for each element. */
function elementOf(frame: Frame, list: number, before: number): number {
  for (let at = before; at >= 0 && at > before - nearest; at--)
    if (frame.op(at) === Op.Element && stems(frame, frame.a(at), list)) return at;
  return -1;
}
