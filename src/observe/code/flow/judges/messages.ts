import { Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { type Judge, note } from './judge.ts';

/** A window takes messages of any other and does not ask which it was. */
export const messageOrigin: Judge = (frame, { calls, stores }) => {
  if (frame.function.isPython) return;
  for (const { at, name } of calls) {
    if (name !== 'addEventListener') continue;
    const from = frame.a(at);
    if (frame.pool[from + 2]! < 2 || !isWindow(frame, frame.pool[from + 1]!)) continue;
    const [kind, handler] = [frame.pool[from + 3]!, frame.pool[from + 4]!];
    if (kind < 0 || handler < 0 || !frame.value(kind).constants.includes('message')) continue;
    judge(frame, at, handler);
  }
  for (const at of stores)
    if (frame.text(frame.b(at)) === 'onmessage' && isWindow(frame, frame.a(at))) judge(frame, at, frame.c(at));
};

function judge(frame: Frame, at: number, handler: number): void {
  const functions = frame.value(handler).objects.flatMap((object) => object.function ?? []);
  if (functions.length > 0 && functions.every((one) => takesAny(one)))
    note(frame, 'message-origin-not-checked', at, []);
}

function isWindow(frame: Frame, at: number): boolean {
  if (at < 0) return true;
  const root = frame.root(at);
  return frame.op(root) === Op.Global && frame.text(frame.a(root)) === 'window';
}

/** The event's data is read, its origin and source are not. */
function takesAny({ ir, module }: FunctionNode): boolean {
  const read = new Set<string>();
  for (let at = 0; at < ir.code.length; at += 6)
    if (ir.code[at] === Op.Load) read.add(module.ir.texts[ir.code[at + 2]!]!);
  return read.has('data') && !read.has('origin') && !read.has('source') && !read.has('isTrusted');
}
