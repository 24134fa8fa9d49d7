import { noApi } from '../models/api.ts';
import type { Arguments } from '../values/arguments.ts';
import { callFunction } from './calls.ts';
import type { Frame } from '../values/frame.ts';
import type { ClassNode } from '../values/nodes.ts';
import { noConstants, noLabels, Value } from '../values/value.ts';

const mostBases = 60;

/** `new C(…)`. */
export function construct(
  frame: Frame,
  of: ClassNode,
  args: Arguments,
  made: Value = instanceOf(frame, of),
  seen: Set<ClassNode> = new Set(),
): Value {
  // Classes that are each other's bases: code can say so, though it cannot run.
  seen.add(of);
  const { construct: own } = of;
  if (own !== undefined) callFunction(frame, own, made, args, noLabels);
  for (const fields of of.fields) callFunction(frame, fields, made, { ...args, values: [], operands: [] }, noLabels);
  const bases = of.bases.read(frame.function);
  // Without a constructor of its own the base's is called with the same arguments; fields of bases are its own either way.
  for (const base of bases.objects) {
    if (base.class !== undefined && !seen.has(base.class) && frame.depth < 40) {
      if (own === undefined && seen.size < mostBases) construct(frame, base.class, args, made, seen);
    } else if (base.kind === 'function' && own === undefined) callFunction(frame, base.function!, made, args, noLabels);
  }
  return made;
}

/** An instance of a class: one object for all, with what its bases of libraries are. */
export function instanceOf(frame: Frame, of: ClassNode): Value {
  let api = noApi;
  let bases = of.bases.read(frame.function);
  for (let depth = 0; depth < 8; depth++) {
    if (bases.api !== noApi) api = api.join(frame.models.step(bases.api, '()'));
    const next = bases.objects.find((object) => object.class !== undefined && object.class !== of);
    if (next?.class === undefined) break;
    bases = next.class.bases.read(frame.function);
  }
  return new Value(noLabels, [of.instance], api, noConstants, 0, '');
}
