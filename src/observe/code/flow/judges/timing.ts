import { Op } from '../../ir/ir.ts';
import { nameOf, nameOfOuter } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { textLabels } from '../objects/members.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { type Judge, note } from './judge.ts';

const digests = new Set(['digest', 'hexdigest']);
const keyed = new Set(['createHmac', 'new', 'hmac', 'HMAC']);

/** A keyed digest, or a secret that the program was started with, is compared with what somebody sent, character by character. */
export const timing: Judge = (frame, { comparisons }) => {
  for (const at of comparisons) {
    const [left, right] = [frame.a(at), frame.b(at)];
    const isSecret = (at: number): boolean =>
      isKeyedDigest(frame, at, 0) || isGivenSecret(frame.function, frame.root(at));
    const other = isSecret(left) ? right : isSecret(right) ? left : -1;
    if (other < 0) continue;
    const labels = textLabels(frame, frame.value(other));
    // What a function is given, to hold it against what it calculates itself.
    const isGiven = frame.op(frame.root(other)) === Op.Param && isKeyedDigest(frame, other === left ? right : left, 0);
    if (isGiven && !frame.function.isPython) note(frame, 'timing-unsafe-comparison', at, []);
    else if (labels.length > 0) note(frame, 'timing-unsafe-comparison', at, [{ labels, kinds: ['remote', 'message'] }]);
  }
};

function isKeyedDigest(frame: Frame, value: number, depth: number): boolean {
  const at = frame.root(value);
  if (depth > 6) return false;
  if (frame.op(at) === Op.Template)
    return frame.pool
      .slice(frame.a(at), frame.a(at) + frame.b(at))
      .some((part) => isKeyedDigest(frame, part, depth + 1));
  if (frame.op(at) === Op.Binary && frame.text(frame.c(at)) === '+')
    return isKeyedDigest(frame, frame.a(at), depth + 1) || isKeyedDigest(frame, frame.b(at), depth + 1);
  if (frame.op(at) !== Op.Call) return false;
  const from = frame.a(at);
  const callees = frame.value(frame.pool[from]!).objects;
  if (callees.length > 0)
    return callees.every((each) => each.function !== undefined && makesKeyedDigest(each.function));
  if (!digests.has(nameOf(frame, frame.pool[from]!))) return false;
  let receiver = frame.pool[from + 1]!;
  for (let hops = 0; hops < 8 && receiver >= 0; hops++) {
    const root = frame.root(receiver);
    if (frame.op(root) !== Op.Call) return false;
    if (keyed.has(nameOf(frame, frame.pool[frame.a(root)]!))) return true;
    receiver = frame.pool[frame.a(root) + 1]!;
  }
  return false;
}

/** A function of the project that makes keyed digests, and compares none. */
function makesKeyedDigest({ ir, module }: FunctionNode): boolean {
  let [hasKey, hasDigest] = [false, false];
  for (let at = 0; at < ir.code.length; at += 6) {
    const [op, a, b] = [ir.code[at], ir.code[at + 1]!, ir.code[at + 2]!];
    if (op !== Op.Load && op !== Op.Import && op !== Op.Outer) continue;
    const name = op === Op.Outer ? nameOfOuter(module.functions[a], b) : module.ir.texts[b]!;
    if (name === 'timingSafeEqual' || name === 'compare_digest') return false;
    hasKey ||= name !== 'new' && keyed.has(name);
    hasDigest ||= digests.has(name);
  }
  return hasKey && hasDigest;
}

const secretNames = /secret|token|api_?key|password|passphrase|signature|hmac/i;
const holders = new Set(['env', 'environ']);
const getters = new Set(['get', 'getenv']);

/** So many values are looked at for one that is compared. */
const mostLooked = 40;

/** `process.env.HOOK_TOKEN`, `os.environ['HOOK_TOKEN']`, `os.getenv('HOOK_TOKEN')`. */
function isGivenSecret(one: Pick<FunctionNode, 'ir' | 'module'>, value: number, fuel = { left: mostLooked }): boolean {
  // Branches meet again and again: the ways to a value are exponentially many.
  if (--fuel.left < 0) return false;
  const { ir, module } = one;
  const { code, pool } = ir;
  const { texts } = module.ir;
  const [op, a, b] = [code[value * 6], code[value * 6 + 1]!, code[value * 6 + 2]!];
  if (op === Op.Typed || op === Op.Guard) return isGivenSecret(one, a, fuel);
  // `process.env.KEY ?? ''`, `Bearer ${process.env.KEY}`
  if (op === Op.Binary && /^(?:\?\?|\|\||\+)$/.test(texts[code[value * 6 + 3]!]!))
    return isGivenSecret(one, a, fuel) || isGivenSecret(one, b, fuel);
  if (op === Op.Template) return pool.slice(a, a + b).some((part) => isGivenSecret(one, part, fuel));
  if (op === Op.Phi && b <= 3)
    return pool.slice(a, a + b).some((part) => part < value && isGivenSecret(one, part, fuel));
  if (op === Op.Outer) {
    const outer = module.functions[a];
    return outer !== undefined && outer.ir !== ir && isGivenSecret(outer, b, fuel);
  }
  if (op === Op.Load)
    return secretNames.test(texts[b]!) && code[a * 6] === Op.Load && holders.has(texts[code[a * 6 + 2]!]!);
  if (op !== Op.Call || (pool[a + 2] ?? 0) === 0) return false;
  const [callee, receiver, name] = [pool[a]!, pool[a + 1]!, pool[a + 3]!];
  if (code[callee * 6] !== Op.Load || receiver < 0 || name < 0 || code[name * 6] !== Op.Const) return false;
  const method = texts[code[callee * 6 + 2]!]!;
  if (!getters.has(method) || !secretNames.test(texts[code[name * 6 + 1]!]!)) return false;
  return method === 'getenv' || (code[receiver * 6] === Op.Load && holders.has(texts[code[receiver * 6 + 2]!]!));
}
