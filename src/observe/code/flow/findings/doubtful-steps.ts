import { Op } from '../../ir/ir.ts';
import { noApi } from '../models/api.ts';
import { stems } from '../guards/stems.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';

/** Members of what a function makes of its argument that are the argument again, in parts. */
const parts =
  /^(?:data|body|json|text|values?|args?|params?|query|content|payload|result|items?|rows?|cleaned_?data|validated_?data|url|uri|href|path(?:name)?|search|host(?:name)?|file_?name|name|groups?|\d+)$/i;

/** Members that are read in a chain of values, by name. */
export function readsIn(frame: Frame, chain: readonly number[]): string[] {
  return chain.filter((at) => frame.op(at) === Op.Load).map((at) => frame.text(frame.b(at)));
}

/**
 * How often in a chain of values, from the last back to the first, something is taken for granted: something is read from, or called on,
 * what an unknown function gave for an argument (it may have looked something up by it, and that has nothing of it), or a function says of
 * itself that it makes safe, or tests.
 */
export function doubtsIn(frame: Frame, chain: readonly number[]): number {
  const steps = chain.filter((at) => !passing.has(frame.op(at)));
  let count = chain.some((at) => isVouchedFor(frame, at)) ? 1 : 0;
  for (const at of steps)
    if (frame.op(at) === Op.Call && saysSafe.test(nameOf(frame, frame.pool[frame.a(at)]!))) count += 1;
  for (let nth = 0; nth + 2 < steps.length; nth++) {
    const [user, call, given] = [steps[nth]!, steps[nth + 1]!, steps[nth + 2]!];
    if (frame.op(call) !== Op.Call || !readsFrom(frame, user, call) || !isUnknown(frame, call)) continue;
    if (!isReceiver(frame, call, given)) count += 1;
  }
  return count;
}

/** By their own word they give what is harmless, though that is not seen in them. */
const saysSafe =
  /(?:^|_)(?:saniti[sz]e|safe|validated?|purify|escaped?)(?:_|$|(?=[A-Z]))|(?:Safe|Validated?|Saniti[sz]ed?|Escaped?)(?=[A-Z_]|$)/;

/** A function that says of itself that it tests was asked, and did not say no: what it tests was not understood. */
function isVouchedFor(frame: Frame, at: number): boolean {
  if (frame.op(at) !== Op.Guard || frame.c(at) === 0) return false;
  const test = frame.root(frame.b(at));
  if (frame.op(test) !== Op.Call) return false;
  const from = frame.a(test);
  const given = frame.pool.slice(from + 3, from + 3 + frame.pool[from + 2]!);
  return (
    vouches.test(nameOf(frame, frame.pool[from]!)) && given.some((each) => each >= 0 && stems(frame, each, frame.a(at)))
  );
}

const vouches =
  /^_*(?:(?:is|has|check|validate|assert|ensure|verify)?_?(?:valid|safe|allow|white_?list|permit|trust|legal|clean)|(?:validate|assert|ensure|verify)_)/i;

const passing: ReadonlySet<number> = new Set([Op.Guard, Op.Await, Op.Typed, Op.Phi]);

function readsFrom(frame: Frame, user: number, call: number): boolean {
  if (frame.op(user) === Op.Load) return !parts.test(frame.text(frame.b(user)));
  return frame.op(user) === Op.Call && isUnknown(frame, user) && isReceiver(frame, user, call);
}

/** Neither of the project nor of a library that a model describes. */
function isUnknown(frame: Frame, call: number): boolean {
  const callee = frame.pool[frame.a(call)]!;
  const { objects, api } = frame.value(callee);
  return objects.length === 0 && api === noApi && nameOf(frame, callee) !== '';
}

function isReceiver(frame: Frame, call: number, at: number): boolean {
  const from = frame.a(call);
  const receiver = frame.pool[from + 1]!;
  return [frame.pool[from]!, receiver].some(
    (each) => each === at || (each >= 0 && frame.root(each) === frame.root(at)),
  );
}
