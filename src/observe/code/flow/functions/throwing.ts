import { Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';
import { Cell } from '../values/heap.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { nothing, type Value } from '../values/value.ts';

/** A function throws something that it does not catch itself: whoever calls it, or a handler around that call, has it. */
export function noteThrown(frame: Frame, value: Value): void {
  const own = frame.function;
  if (value === nothing) return;
  if (own.thrown === undefined) {
    own.thrown = new Cell();
    own.result.touch(frame.solver.queue);
  }
  frame.write(own.thrown, value);
}

/** What a function that is called here throws, as this call sees it, is caught around it, or thrown on. */
export function passThrown(frame: Frame, callee: FunctionNode, seen: (value: Value) => Value): void {
  if (callee.thrown === undefined || callee === frame.function || frame.op(frame.at) !== Op.Call) return;
  const thrown = callee.thrown.read(frame.function);
  if (thrown === nothing) return;
  const own = frame.function;
  const value = seen(thrown);
  if (!isInTry(own, frame.at)) return noteThrown(frame, value);
  const cells = (own.thrownAt ??= new Map());
  let cell = cells.get(frame.at);
  if (cell === undefined) {
    cell = new Cell();
    cells.set(frame.at, cell);
  }
  frame.write(cell, value);
}

function isInTry({ tries }: FunctionNode, at: number): boolean {
  if (tries !== undefined)
    for (let nth = 0; nth < tries.length; nth += 2) if (at >= tries[nth]! && at < tries[nth + 1]!) return true;
  return false;
}
