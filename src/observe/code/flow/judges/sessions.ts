import { Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';
import { type Judge, note } from './judge.ts';

const renews = new Set([
  'regenerate',
  'regenerateSession',
  'cycle_key',
  'rotate',
  'clear',
  'flush',
  'reset',
  'logIn',
  'login',
  'login_user',
  'regenerate_id',
]);
const proves =
  /^(?:verify|compare|check|authenticate|validate)?_?(?:password|credentials|login|user)$|^(?:compare|compareSync|verify|authenticate|checkpw|check_password_hash|signIn)$/i;
const whose = /^_?(?:user|uid|account|member|admin|role|logged|auth|is_?admin|signed)/i;

/** Who is signed in is stored in the session that the visitor came with. */
export const sessionFixation: Judge = (frame, { stores, calls }) => {
  if (frame.function.isPython || !calls.some(({ name }) => proves.test(name)) || renewed(frame)) return;
  if (calls.some(({ name }) => renews.has(name))) return;
  for (const at of stores) {
    const base = frame.root(frame.a(at));
    if (frame.op(base) === Op.Load && frame.text(frame.b(base)) === 'session' && whose.test(frame.text(frame.b(at)))) {
      note(frame, 'session-fixation', at, []);
      return;
    }
  }
};

/** It stands in a function that is called when the session is a new one. */
function renewed(frame: Frame): boolean {
  for (let { owner } = frame.function; owner !== undefined; owner = owner.owner)
    if (owner.notable?.calls.some(({ name }) => renews.has(name)) === true) return true;
  return false;
}
