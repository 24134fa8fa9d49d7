import { ConstKind, type FunctionIr, Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { type Judge, note } from './judge.ts';
import { decoratedRoute } from './decorated-routes.ts';

const verbs =
  'delete|remove|destroy|erase|purge|update|edit|change|create|insert|transfer|withdraw|deposit|pay|buy|order|approve|reject|cancel|close|ban|unban|block|promote|demote|grant|revoke|enable|disable|publish|archive|invite|follow|unfollow|vote|like';
/** An address that says that something is changed: `/posts/:id/delete`, `/deleteUser`. */
const changingPath = new RegExp(`(?:^|[/_-])(?:${verbs})(?:[A-Z_-]|/|$)`);
/** Links of mails, and addresses to which other services send visitors, carry a secret of their own. */
const carryingSecret = /verif|confirm|unsubscribe|callback|logout|log-out|signout|token|oauth|webhook/i;
const changingCall = new RegExp(`^(?:${verbs}|save|set|send|add|put|increment|decrement)(?:[A-Z_]|$)`);
const changingText = /^\s*(?:DELETE\s+FROM|UPDATE|INSERT\s+INTO)\s/i;
/** What has such methods and keeps nothing for longer. */
const passing =
  /^(?:res|response|reply|h|ctx|c|headers|params|searchParams|cookies?|cache|session|console|log|logger)$/i;

/** A request that a link or an image makes, with the visitor's cookies, changes something: no protection against forged requests looks at it. */
export const changingGet: Judge = (frame, { calls, made }) => {
  if (frame.function.isPython) return;
  for (const { at, name } of calls) {
    if (name !== 'get' || frame.pool[frame.a(at) + 2]! < 2) continue;
    const from = frame.a(at) + 3;
    const count = frame.pool[from - 1]!;
    const [path] = frame.pool[from]! < 0 ? [] : frame.value(frame.pool[from]!).constants;
    const handler = frame.pool[from + count - 1]!;
    if (typeof path !== 'string' || handler < 0 || !isChanging(path)) continue;
    const functions = frame.value(handler).objects.flatMap((object) => object.function ?? []);
    if (functions.some(changes)) tell(frame, at, path);
  }
  for (const at of made) if (frame.op(at) === Op.Class) ofController(frame, at);
};

/** Methods of a class whose decorators tell of routes (NestJS). */
function ofController(frame: Frame, at: number): void {
  const { ir, module } = frame.function.module.classes[frame.a(at)]!;
  if (ir.decorators.length === 0) return;
  for (const { function: number } of ir.members) {
    const method = module.functions[number];
    if (method === undefined || method.ir.decorators.length === 0) continue;
    const told = decoratedRoute(frame, -1 - number, method);
    if (told?.route.method !== 'get' || !isChanging(told.route.path) || !changes(method)) continue;
    tell(frame, frame.root(method.ir.decorators[0]!), told.route.path);
  }
}

function isChanging(path: string): boolean {
  return changingPath.test(path) && !carryingSecret.test(path);
}

function tell(frame: Frame, at: number, path: string): void {
  note(
    frame,
    'csrf-off',
    at,
    [],
    `GET ${path} changes something: a link or an image on another site makes it.`,
    'possible',
  );
}

const known = new WeakMap<FunctionIr, boolean>();

function changes({ ir, module }: FunctionNode): boolean {
  let answer = known.get(ir);
  if (answer !== undefined) return answer;
  answer = false;
  const { texts } = module.ir;
  const { code, pool } = ir;
  for (let at = 0; at < code.length && !answer; at += 6) {
    if (code[at] === Op.Const && code[at + 2] === ConstKind.text) answer = changingText.test(texts[code[at + 1]!]!);
    if (code[at] !== Op.Call) continue;
    const callee = pool[code[at + 1]!]! * 6;
    if (code[callee] !== Op.Load || !changingCall.test(texts[code[callee + 2]!]!)) continue;
    answer = !passing.test(nameOfValue(module, code, code[callee + 1]!));
  }
  known.set(ir, answer);
  return answer;
}

function nameOfValue({ ir: { texts } }: FunctionNode['module'], code: readonly number[], value: number): string {
  const op = code[value * 6];
  if (op === Op.Load || op === Op.Import) return texts[code[value * 6 + 2]!] ?? '';
  return op === Op.Global ? (texts[code[value * 6 + 1]!] ?? '') : '';
}
