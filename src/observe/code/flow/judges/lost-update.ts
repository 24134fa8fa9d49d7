import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { type Judge, note } from './judge.ts';
import { type FunctionIr, Op } from '../../ir/ir.ts';
import type { Notable } from '../values/notable.ts';

const keeps = new Set(['save', 'commit', 'flush', 'asave', 'acommit', 'persist', 'persistAndFlush', 'put']);
const finds =
  /^(?:a?get|a?first|one|one_or_none|scalar(?:_one)?(?:_or_none)?|get_object_or_404|get_or_404|first_or_404|find(?:One|ById|ByPk|Unique|First|OneOrFail|OneBy|OneByOrFail|UniqueOrThrow)?|find_one|fetch_?one)$/;
const locks = /for_?update|lock|transaction|atomic|mutex|semaphore|exclusive|serializable/i;
const orders = new Set(['<', '<=', '>', '>=']);

/** A number of a record that was read is looked at, reckoned with and stored, while others may do the same: one of both is lost. */
export const lostUpdate: Judge = (frame, { stores, calls }) => {
  if (!frame.function.isPython) reckonedInCall(frame, calls);
  if (!calls.some(({ name }) => keeps.has(name))) return;
  for (const at of stores) {
    const record = frame.root(frame.a(at));
    const name = frame.text(frame.b(at));
    const isOwn = (value: number): boolean => isMember(frame, value, record, name);
    const sum = frame.root(frame.c(at));
    if (frame.op(sum) !== Op.Binary || !/^[+-]=?$/.test(frame.text(frame.c(sum)))) continue;
    if (!isOwn(frame.a(sum)) && !isOwn(frame.b(sum))) continue;
    if (!isFound(frame, record) || !isLookedAt(frame, isOwn) || isLocked(frame)) continue;
    note(frame, 'lost-update', at, []);
    return;
  }
};

const writesRow = /^(?:update|updateOne|findByIdAndUpdate|findOneAndUpdate|set|hSet|hset|query|execute|run|put)$/;
const readsRow = /^(?:get|hGet|hget|query|execute)$/;

/** `update({ data: { balance: account.balance - amount } })`, `set(key, left - 1)` of what was read and looked at before. */
function reckonedInCall(frame: Frame, calls: Notable['calls']): void {
  for (const { at, name } of calls) {
    if (!writesRow.test(name) || frame.pool[frame.a(at) + 2]! < 1) continue;
    const sum = sumIn(frame, frame.pool.slice(frame.a(at) + 3, frame.a(at) + 3 + frame.pool[frame.a(at) + 2]!), 0);
    if (sum < 0) continue;
    const number = frame.root(frame.a(sum));
    const isOwn = (value: number): boolean => isSame(frame, value, number);
    if (!comesOfRow(frame, number, at) || !isLookedAt(frame, isOwn) || isLocked(frame)) continue;
    note(frame, 'lost-update', at, []);
    return;
  }
}

function isSame(frame: Frame, value: number, number: number): boolean {
  const root = frame.root(value);
  if (root === number) return true;
  return (
    frame.op(number) === Op.Load &&
    frame.op(root) === Op.Load &&
    frame.text(frame.b(root)) === frame.text(frame.b(number)) &&
    isSame(frame, frame.a(root), frame.root(frame.a(number)))
  );
}

/** A sum or difference among arguments, and what they hold. */
function sumIn(frame: Frame, operands: readonly number[], depth: number): number {
  for (const operand of operands) {
    if (operand < 0) continue;
    const at = frame.root(operand);
    const op = frame.op(at);
    if (op === Op.Binary && /^[+-]$/.test(frame.text(frame.c(at)))) return at;
    if (depth > 4) continue;
    const inner =
      op === Op.Object
        ? Array.from({ length: frame.b(at) }, (_, nth) => frame.pool[frame.a(at) + nth * 2 + 1]!)
        : op === Op.Array || op === Op.Template
          ? frame.pool.slice(frame.a(at), frame.a(at) + frame.b(at))
          : op === Op.Call && /^(?:String|Number|toString)$/.test(nameOf(frame, frame.pool[frame.a(at)]!))
            ? frame.pool.slice(frame.a(at) + 3, frame.a(at) + 3 + frame.pool[frame.a(at) + 2]!)
            : [];
    const found = sumIn(frame, inner, depth + 1);
    if (found >= 0) return found;
  }
  return -1;
}

/** A member of a record, an item of rows, or what a number was made of, that an earlier call read. */
function comesOfRow(frame: Frame, number: number, before: number): boolean {
  let at = number;
  for (let hops = 0; hops < 8; hops++) {
    const op = frame.op(at);
    if (op === Op.Call) {
      const name = nameOf(frame, frame.pool[frame.a(at)]!);
      if (/^(?:Number|parseInt|parseFloat)$/.test(name) && frame.pool[frame.a(at) + 2]! > 0)
        at = frame.root(frame.pool[frame.a(at) + 3]!);
      else return at < before && (finds.test(name) || readsRow.test(name)) && frame.pool[frame.a(at) + 1]! >= 0;
    } else if (op === Op.Load || op === Op.LoadAt || op === Op.Element) at = frame.root(frame.a(at));
    else if (op === Op.Binary && /^(?:\?\?|\|\|)$/.test(frame.text(frame.c(at)))) at = frame.root(frame.a(at));
    else return false;
  }
  return false;
}

function isMember(frame: Frame, value: number, record: number, name: string): boolean {
  const root = frame.root(value);
  return frame.op(root) === Op.Load && frame.text(frame.b(root)) === name && frame.root(frame.a(root)) === record;
}

function isFound(frame: Frame, record: number): boolean {
  return frame.op(record) === Op.Call && finds.test(nameOf(frame, frame.pool[frame.a(record)]!));
}

/** It is compared with something: a balance, a number of places left. */
function isLookedAt(frame: Frame, isOwn: (value: number) => boolean): boolean {
  for (let at = 0; at < frame.values.length; at++)
    if (frame.op(at) === Op.Binary && orders.has(frame.text(frame.c(at))) && (isOwn(frame.a(at)) || isOwn(frame.b(at))))
      return true;
  return false;
}

/** It, or what it stands in, says something of locks or transactions. */
function isLocked(frame: Frame): boolean {
  for (
    let own: typeof frame.function | undefined = frame.function;
    own !== undefined && own.index !== 0;
    own = own.owner
  ) {
    const { code, pool } = own.ir;
    const { texts } = own.module.ir;
    if (own.notable?.calls.some(({ name }) => locks.test(name)) === true) return true;
    for (let at = 0; at < code.length; at += 6) {
      const [op, a, b] = [code[at], code[at + 1]!, code[at + 2]!];
      if ((op === Op.Load || op === Op.Import) && locks.test(texts[b]!)) return true;
      if (op === Op.Global && locks.test(texts[a]!)) return true;
      if (op === Op.Outer && locks.test(nameInside(own.module.functions[a]?.ir, texts, b))) return true;
      if (op === Op.Const && texts[a]!.length < 2000 && /\bfor update\b|serializable/i.test(texts[a]!)) return true;
      if (op === Op.Object)
        for (let nth = a; nth < a + b * 2; nth += 2) if (pool[nth]! >= 0 && locks.test(texts[pool[nth]!]!)) return true;
      if (op === Op.Call)
        for (let nth = a + 3 + pool[a + 2]!; nth + 1 < a + b; nth += 2)
          if (pool[nth]! >= 0 && locks.test(texts[pool[nth]!]!)) return true;
    }
  }
  return hasLockingDecorator(frame);
}

function hasLockingDecorator({ function: { owner, ir, module } }: Frame): boolean {
  return ir.decorators.some((decorator) => locks.test(nameInside(owner?.ir, module.ir.texts, decorator)));
}

/** The name of a value of another function: imported, a member, or what is called to make it (`threading.Lock()`). */
function nameInside(ir: FunctionIr | undefined, texts: readonly string[], value: number): string {
  if (ir === undefined) return '';
  let at = value;
  if (ir.code[at * 6] === Op.Call) at = ir.pool[ir.code[at * 6 + 1]!]!;
  const op = ir.code[at * 6];
  return op === Op.Load || op === Op.Import ? texts[ir.code[at * 6 + 2]!]! : '';
}
