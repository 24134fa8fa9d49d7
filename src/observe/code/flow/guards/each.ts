import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { harmful, type Mask } from '../models/masks.ts';
import { stems } from './stems.ts';

/** What a target is harmless for where a test, at a depth of tests in tests, came out as `truth`. */
type Judge = (frame: Frame, target: number, test: number, truth: boolean, depth: number) => Mask;

/** `all(test(x) for x in list)`, `not any(test(x) for x in list)`: what its elements are harmless for, as `judge` says. */
export function maskOfAll(
  frame: Frame,
  list: number,
  call: number,
  truth: boolean,
  { judge, depth }: { readonly judge: Judge; readonly depth: number },
): Mask {
  const from = frame.a(call);
  const name = nameOf(frame, frame.pool[from]!);
  if (!(truth ? name === 'all' : name === 'any') || frame.pool[from + 2] !== 1) return harmful;
  const made = frame.pool[from + 3]! < 0 ? -1 : frame.root(frame.pool[from + 3]!);
  if (made < 0 || frame.op(made) !== Op.Array || frame.b(made) !== 1) return harmful;
  const test = frame.pool[frame.a(made)]!;
  const element = test < 0 ? -1 : elementOf(frame, list, made);
  return element < 0 ? harmful : judge(frame, element, test, truth, depth + 1);
}

const nearest = 80;

/** What iterating the list gives, before a place: the value that stands for each element. */
export function elementOf(frame: Frame, list: number, before: number): number {
  for (let at = before; at >= 0 && at > before - nearest; at--)
    if (frame.op(at) === Op.Element && stems(frame, frame.a(at), list)) return at;
  return -1;
}
