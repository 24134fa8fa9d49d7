import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { unknown, type Value } from '../values/value.ts';

/** What Django's managers give of models that nobody knows: rows, which are not what they were looked for by. */
export function queried(frame: Frame, receiverAt: number): Value | undefined {
  if (!frame.function.isPython) return undefined;
  let at = receiverAt;
  for (let hops = 0; hops < 12 && at >= 0; hops++) {
    const root = frame.root(at);
    const op = frame.op(root);
    if (op === Op.Load && managers.has(frame.text(frame.b(root)))) return unknown;
    if (op !== Op.Call) return undefined;
    at = frame.pool[frame.a(root) + 1]!;
  }
  return undefined;
}

const managers = new Set(['objects', '_default_manager', '_base_manager']);
