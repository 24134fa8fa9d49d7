import type { Frame } from '../values/frame.ts';
import { noteKey } from '../values/keys.ts';
import { loadElement } from './members.ts';
import { namedSink } from './named.ts';
import { noteSetting } from './settings.ts';
import { joinLabels, type Labels, noLabels, nothing, ofObject, type Value, withLabels } from '../values/value.ts';

export function objectLiteral(frame: Frame, from: number, count: number): Value {
  const object = frame.function.objectAt(frame.at, 'plain');
  let labels: Labels = noLabels;
  for (let nth = from; nth < from + count * 2; nth += 2) {
    const key = frame.pool[nth]!;
    const at = frame.pool[nth + 1]!;
    const value = frame.value(at);
    if (key === -1) {
      labels = joinLabels(labels, value.labels);
      frame.write(object.from, withLabels(value, noLabels));
    } else if (key < -1) {
      const name = frame.value(-2 - key).constants[0];
      if (typeof name === 'string') frame.write(object.field(name), value);
      else frame.write(object.any, value);
      noteKey(frame, ofObject(object), frame.value(-2 - key).labels);
    } else {
      const name = frame.text(key);
      frame.write(object.field(name), value);
      namedSink(frame, name, at, value.labels);
      for (const inner of value.objects)
        if (
          inner.kind === 'function' &&
          inner.function !== undefined &&
          !inner.function.isArrow &&
          inner.function.owner === frame.function
        )
          frame.write(inner.function.receiver, ofObject(object));
    }
  }
  const made = withLabels(ofObject(object), labels);
  if (!frame.function.isPython)
    for (let nth = from; nth < from + count * 2; nth += 2)
      if (frame.pool[nth]! >= 0) noteSetting(frame, frame.text(frame.pool[nth]!), frame.pool[nth + 1]!, made);
  return made;
}

export function arrayLiteral(frame: Frame, from: number, count: number): Value {
  const list = frame.function.objectAt(frame.at, 'array');
  let labels: Labels = noLabels;
  let isSpread = count > 16;
  let place = 0;
  for (let nth = 0; nth < count; nth++) {
    const item = frame.pool[from + nth]!;
    const value = item < 0 ? frame.value(-1 - item) : frame.value(item);
    const items = item < 0 && !isSpread ? itemsOf(frame, value) : undefined;
    if (items !== undefined) for (const each of items) frame.write(list.field(String(place++)), each);
    else if (item < 0) {
      isSpread = true;
      labels = joinLabels(labels, value.labels);
      frame.write(list.any, loadElement(frame, value));
    } else frame.write(isSpread ? list.any : list.field(String(place++)), value);
  }
  return withLabels(ofObject(list), labels);
}

/** The items of a list all of which are known, in order. */
function itemsOf(frame: Frame, value: Value): Value[] | undefined {
  const [list] = value.objects;
  if (value.objects.length !== 1 || list!.kind !== 'array' || list!.fields.size > 16 || value.labels.length > 0)
    return undefined;
  if (list!.any.read(frame.function) !== nothing || list!.from.read(frame.function) !== nothing) return undefined;
  const items: Value[] = [];
  for (let nth = 0; nth < list!.fields.size; nth++) {
    const item = list!.fields.get(String(nth))?.read(frame.function);
    if (item === undefined || item === nothing) return undefined;
    items.push(item);
  }
  return items;
}
