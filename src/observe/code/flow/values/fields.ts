import type { Frame } from './frame.ts';
import type { HeapObject } from './heap.ts';
import type { Value } from './value.ts';

/** `isGiven`: the object is a parameter's or the receiver, whose calls put it into theirs. */
export function storeField(frame: Frame, object: HeapObject, name: string, value: Value, isGiven: boolean): void {
  const { common } = object;
  if (common !== undefined) {
    // An instance of one place: what all instances have together is kept where it is not known which one is meant.
    frame.write(object.field(name), value);
    frame.write(common.field(name), value);
  } else if (object.kind === 'instance') {
    frame.write(object.field(name), value);
    if (!isGiven) frame.write(object.shared.field(name), value);
  } else if (!isGiven || (object.kind !== 'plain' && object.kind !== 'array')) frame.write(object.field(name), value);
}
