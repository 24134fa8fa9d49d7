import { type Arguments, plainArguments } from '../values/arguments.ts';
import { callObject } from './call-object.ts';
import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import { loadElement, loadHeld } from '../objects/members.ts';
import { join, nothing, ofObject, type Value } from '../values/value.ts';

/** What an object's own method gives that the language calls for an operator, an item, a text or a loop; `nothing` where it has none. */
export function callSpecial(frame: Frame, value: Value, name: string, args: readonly Value[]): Value {
  let result = nothing;
  for (const object of value.objects) {
    if (!hasMethods(object)) continue;
    const receiver = ofObject(object);
    const given: Arguments = plainArguments(args, -1);
    for (const method of loadHeld(frame, receiver, name).objects)
      if (method.kind === 'function')
        result = join(result, callObject(frame, method, receiver, given, false) ?? nothing);
  }
  return result;
}

function hasMethods({ kind, class: of, fields }: HeapObject): boolean {
  return (
    (kind === 'instance' && of !== undefined) ||
    (kind === 'plain' && (fields.has(iterator) || fields.has(asyncIterator)))
  );
}

const iterator = '@@iterator';
const asyncIterator = '@@asyncIterator';

/** What a loop over a value gives: its elements, and what iterators that the code makes itself give. */
export function elementsOf(frame: Frame, value: Value): Value {
  let own = nothing;
  if (value.objects.some(hasMethods)) {
    const isPython = frame.function.isPython;
    const names = isPython ? ['__iter__', '__aiter__'] : [iterator, asyncIterator];
    for (const name of names) {
      const made = callSpecial(frame, value, name, []);
      if (made === nothing) continue;
      own = join(own, loadElement(frame, made));
      if (isPython) {
        own = join(own, callSpecial(frame, made, '__next__', []));
        continue;
      }
      for (const next of loadHeld(frame, made, 'next').objects)
        if (next.kind === 'function')
          own = join(
            own,
            loadHeld(frame, callObject(frame, next, made, plainArguments([], -1), false) ?? nothing, 'value'),
          );
    }
  }
  return own === nothing ? loadElement(frame, value) : own;
}

const operators: Readonly<Record<string, string>> = {
  '+': '__add__',
  '-': '__sub__',
  '*': '__mul__',
  '/': '__truediv__',
  '%': '__mod__',
  '|': '__or__',
  '&': '__and__',
  '^': '__xor__',
  '//': '__floordiv__',
  '@': '__matmul__',
  '<<': '__lshift__',
  '>>': '__rshift__',
};

/** What an operator gives whose left side is an object of the project in Python; `nothing` for others. */
export function operated(frame: Frame, operator: string, left: Value, right: Value): Value {
  const name = operators[operator];
  if (name === undefined || left.objects.length === 0 || !frame.function.isPython) return nothing;
  return callSpecial(frame, left, name, [right]);
}

/** The text that an object of the project makes of itself; `nothing` where it makes none. */
export function asOwnText(frame: Frame, value: Value): Value {
  if (!value.objects.some(({ kind }) => kind === 'instance')) return nothing;
  for (const name of frame.function.isPython ? ['__str__', '__repr__', '__format__'] : ['toString']) {
    const text = callSpecial(frame, value, name, []);
    if (text !== nothing) return text;
  }
  return nothing;
}

/** What stands under a key of an object of the project in Python; `nothing` where that is not its own affair. */
export function itemOfOwn(frame: Frame, value: Value, key: Value): Value {
  return value.objects.some(({ kind }) => kind === 'instance')
    ? callSpecial(frame, value, '__getitem__', [key])
    : nothing;
}
