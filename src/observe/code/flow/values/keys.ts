import { Op } from '../../ir/ir.ts';
import type { Frame } from './frame.ts';
import { allBut, orMask } from '../models/masks.ts';
import { joinLabels, type Labels, noLabels, ofLabels, type Value } from './value.ts';

/** Of a key's labels those of numbers that can be predicted. What they choose is harmless but for this. */
export function drawn(frame: Frame, key: Labels): Labels {
  let drawn = noLabels;
  for (let i = 0; i < key.length; i += 2)
    if (frame.solver.labels.all[key[i]!]!.source === 'weak-random')
      drawn = joinLabels(drawn, [key[i]!, orMask(key[i + 1]!, allBut('token'))]);
  return drawn;
}

/** The member under which Python's tables keep what their keys are made of. */
export const keysOfTable = '[keys]';

/** A key of a table is made of data. */
export function noteKey(frame: Frame, table: Value, labels: Labels): void {
  if (labels.length === 0 || !frame.function.isPython) return;
  for (const object of table.objects)
    if (object.kind === 'plain') frame.write(object.field(keysOfTable), ofLabels(labels));
}

/** `o[key] = value` with a key from outside. */
export function assignedAt(frame: Frame, base: number, key: number): void {
  const { labels } = frame.value(key);
  if (labels.length === 0) return;
  // Only where what is written into was itself looked up by a name from outside can it be a prototype.
  const root = frame.root(base);
  if (frame.op(root) !== Op.LoadAt) return;
  const inner = frame.value(frame.b(root)).labels;
  if (inner.length > 0) frame.hit('prototype', key, labels, [{ labels: inner, kinds: undefined }]);
}
