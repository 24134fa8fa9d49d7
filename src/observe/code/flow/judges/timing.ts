import { Op } from '../../ir/ir.ts';
import { nameOf } from '../callee-name.ts';
import type { Frame } from '../frame.ts';
import { textLabels } from '../members.ts';
import { type Judge, note } from './judge.ts';

const digests = new Set(['digest', 'hexdigest']);
const keyed = new Set(['createHmac', 'new', 'hmac', 'HMAC']);

/** A keyed digest is compared with what somebody sent, character by character. */
export const timing: Judge = (frame, { comparisons }) => {
  for (const at of comparisons) {
    const [left, right] = [frame.a(at), frame.b(at)];
    const other = isKeyedDigest(frame, left, 0) ? right : isKeyedDigest(frame, right, 0) ? left : -1;
    if (other < 0) continue;
    const labels = textLabels(frame, frame.value(other));
    if (labels.length > 0) note(frame, 'timing-unsafe-comparison', at, [{ labels, kinds: ['remote', 'message'] }]);
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
