import { noteEntries, noteClassEntries } from './entries.ts';
import type { Frame } from '../values/frame.ts';
import { join, nothing, ofObject, unknown, type Value } from '../values/value.ts';

/** A function comes about; its decorators are looked at when all of their values are there. */
export function evaluateFunction(frame: Frame, index: number): Value {
  const made = frame.function.module.functions[index];
  if (made === undefined) return unknown;
  if (made.ir.decorators.length > 0) noteEntries(frame, made);
  return ofObject(made.object);
}

/** A class comes about, with what it extends. */
export function evaluateClass(frame: Frame, index: number): Value {
  const made = frame.function.module.classes[index];
  if (made === undefined) return unknown;
  let bases = nothing;
  for (const base of made.ir.bases) bases = join(bases, frame.value(base));
  frame.write(made.bases, bases);
  noteClassEntries(frame, made);
  return ofObject(made.object);
}
