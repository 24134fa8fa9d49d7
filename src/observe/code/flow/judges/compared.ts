import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { type Judge, note } from './judge.ts';

/** A password that somebody gives is compared with a text that stands in the code: `form['password'] == 'correct-horse'` (Python). */
export const comparedSecret: Judge = (frame, { comparisons }) => {
  if (!frame.function.isPython || frame.function.module.isTest) return;
  for (const at of comparisons) {
    const [left, right] = [frame.a(at), frame.b(at)];
    if (isWritten(frame, right) ? isPassword(frame, left) : isWritten(frame, left) && isPassword(frame, right))
      note(frame, 'hard-coded-credential', at, []);
  }
};

function isWritten(frame: Frame, at: number): boolean {
  const root = frame.root(at);
  if (frame.op(root) !== Op.Const) return false;
  const [text] = frame.value(root).constants;
  return (
    typeof text === 'string' &&
    text.length > 3 &&
    !/^(?:\*+|[A-Z_]+|[$<{%[].*|.*\s.*|none|null|true|false|password|text)$/i.test(text)
  );
}

const passwords = /^(?:\w{0,20}_)?(?:password|passwd|passphrase|pwd|api_?key|secret|auth_?token|access_?token)$/i;

function isPassword(frame: Frame, at: number): boolean {
  const root = frame.root(at);
  const op = frame.op(root);
  if (op === Op.Load) return passwords.test(frame.text(frame.b(root)));
  if (op === Op.Param) return passwords.test(frame.function.paramName(frame.a(root)));
  if (op !== Op.Call) return false;
  const from = frame.a(root);
  if (nameOf(frame, frame.pool[from]!) !== 'get' || frame.pool[from + 2]! < 1) return false;
  const [key] = frame.pool[from + 3]! < 0 ? [] : frame.value(frame.pool[from + 3]!).constants;
  return typeof key === 'string' && passwords.test(key);
}
