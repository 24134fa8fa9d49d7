import { ConstKind, type FunctionIr, Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../values/nodes.ts';

/** Of each version of a function's code, once. */
const refusing = new WeakMap<FunctionIr, boolean>();
const asking = new WeakMap<FunctionIr, boolean>();

const refusals = /^(?:401|403)$/;
const refusalNames = /unauthori[sz]ed|forbidden|permission_?denied|not_?authenticated|access_?denied/i;

/** Whether a function, or one that it makes, turns people away: it answers 401 or 403, or throws what is called so. */
export function refuses(one: FunctionNode): boolean {
  return known(one, refusing, (code, texts, at) => {
    const [op, a, b] = [code[at], code[at + 1]!, code[at + 2]!];
    if (op === Op.Const)
      return b === ConstKind.number
        ? refusals.test(texts[a]!)
        : b === ConstKind.text && texts[a]!.length < 60 && refusalNames.test(texts[a]!);
    if (op === Op.Load) return refusalNames.test(texts[b]!);
    if (op === Op.Global) return refusalNames.test(texts[a]!);
    return op === Op.Outer && refusalNames.test(nameAt(one, a, b));
  });
}

const asks =
  /^(?:current_?user|is_?authenticated|is_?staff|is_?superuser|get_?(?:server_?)?session|authori[sz]ation|require_?\w{0,30}(?:user|auth|login|role)\w{0,20}|verify_?(?:token|jwt|session|signature)|check_?(?:auth|permission|access|role)\w{0,20}|(?:has|assert)_?(?:perm|role|access)\w{0,20}|constructEvent|timingSafeEqual|compare_digest)$/i;

/** Members of a request that tell who asks: other objects have such too (`database.session`). */
const ofRequest = /^(?:user|session)$/;

/** Whether a handler looks itself who asks. */
export function asksWho(one: FunctionNode): boolean {
  return known(one, asking, (code, texts, at) => {
    const [op, a, b] = [code[at], code[at + 1]!, code[at + 2]!];
    if (op === Op.Load) return asks.test(texts[b]!) || (ofRequest.test(texts[b]!) && isOfRequest(code, a, one));
    if (op === Op.Const) return b === ConstKind.text && /^(?:authorization|x-api-key)$/i.test(texts[a]!);
    if (op === Op.Global) return asks.test(texts[a]!);
    const name = op === Op.Outer ? nameAt(one, a, b) : '';
    return asks.test(name) || name === 'session';
  });
}

/** A member of a parameter, or of a member of one: `req.user`, `ctx.state.user`, `self.request.user`. */
function isOfRequest(code: readonly number[], value: number, { class: own }: FunctionNode): boolean {
  let at = value;
  for (let hops = 0; hops < 8; hops++) {
    const op = code[at * 6];
    // `self.session` is whatever the class keeps there.
    if (op === Op.Param || op === Op.This) return hops > 0 || (op === Op.Param && own === undefined);
    if (op !== Op.Load && op !== Op.Guard && op !== Op.Typed) return false;
    at = code[at * 6 + 1]!;
  }
  return false;
}

function nameAt(one: FunctionNode, owner: number, value: number): string {
  const { functions, ir } = one.module;
  const code = functions[owner]?.ir.code;
  if (code === undefined) return '';
  const op = code[value * 6];
  if (op === Op.Import || op === Op.Load) return ir.texts[code[value * 6 + 2]!]!;
  return op === Op.Function ? (functions[code[value * 6 + 1]!]?.name ?? '') : '';
}

function known(
  one: FunctionNode,
  answers: WeakMap<FunctionIr, boolean>,
  isSuch: (code: readonly number[], texts: readonly string[], at: number) => boolean,
): boolean {
  const before = answers.get(one.ir);
  if (before !== undefined) return before;
  const { texts } = one.module.ir;
  const { code } = one.ir;
  let answer = false;
  for (let at = 0; at < code.length && !answer; at += 6) answer = isSuch(code, texts, at);
  answers.set(one.ir, answer);
  if (!answer && one.module.functions.some((inner) => inner.owner === one && known(inner, answers, isSuch))) {
    answers.set(one.ir, true);
    return true;
  }
  return answer;
}
