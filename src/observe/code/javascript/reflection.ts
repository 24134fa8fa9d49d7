import type { FunctionBuilder } from '../ir/function-builder.ts';
import { CallFlag, ConstKind, Op } from '../ir/ir.ts';
import { spread } from '../ir/variable.ts';

type Known = (f: FunctionBuilder, args: readonly number[], start: number, end: number) => number | undefined;

/** A call of one of the language's own functions that stands for something else: `Reflect.get(o, 'a')` is `o.a`. Undefined for others. */
export function reflected(
  f: FunctionBuilder,
  callee: number,
  receiver: number,
  args: readonly number[],
  start: number,
  end: number,
): number | undefined {
  if (f.opcode(receiver) !== Op.Global || f.opcode(callee) !== Op.Load) return undefined;
  const holder = f.textOf(f.operand(receiver, 1));
  if (holder !== 'Reflect' && holder !== 'Object') return undefined;
  if (args.length === 0 || args.some((each) => each < 0)) return undefined;
  return known.get(`${holder}.${f.textOf(f.operand(callee, 2))}`)?.(f, args, start, end);
}

const defined: Known = (f, [object = -1, key = -1, descriptor = -1], start, end) => {
  if (descriptor < 0) return undefined;
  const members = f.membersOf(descriptor);
  const getter = members?.get('get');
  const value = members?.get('value') ?? (getter === undefined ? undefined : f.call(getter, object, [], start, end));
  if (value === undefined) return undefined;
  f.storeAt(object, key, value, start, end);
  return object;
};

const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  [
    'Reflect.get',
    (f, [object = -1, key = -1], start, end) => (key < 0 ? undefined : f.loadAt(object, key, start, end)),
  ],
  [
    'Reflect.set',
    (f, [object = -1, key = -1, value = -1], start, end) => {
      if (value < 0) return undefined;
      f.storeAt(object, key, value, start, end);
      return f.const('true', ConstKind.true, start, end);
    },
  ],
  [
    'Reflect.apply',
    (f, [callee = -1, receiver = -1, list = -1], start, end) =>
      list < 0 ? undefined : f.call(callee, receiver, [spread(list)], start, end),
  ],
  [
    'Reflect.construct',
    (f, [callee = -1, list = -1], start, end) =>
      list < 0 ? undefined : f.call(callee, -1, [spread(list)], start, end, CallFlag.new),
  ],
  ['Object.defineProperty', defined],
  ['Reflect.defineProperty', defined],
  [
    'Object.setPrototypeOf',
    (f, [object = -1, prototype = -1], start, end) => {
      if (prototype < 0) return undefined;
      f.store(object, '__proto__', prototype, start, end);
      return object;
    },
  ],
  ['Object.freeze', (_f, [object = -1]) => object],
  ['Object.seal', (_f, [object = -1]) => object],
  [
    'Object.values',
    (f, [object = -1], start, end) => {
      const members = f.membersOf(object);
      return members === undefined ? undefined : f.array([...members.values()], start, end);
    },
  ],
  [
    'Object.entries',
    (f, [object = -1], start, end) => {
      const members = f.membersOf(object);
      if (members === undefined) return undefined;
      const pairs = [...members].map(([name, value]) =>
        f.array([f.const(name, ConstKind.text, start, end), value], start, end),
      );
      return f.array(pairs, start, end);
    },
  ],
  [
    'Object.assign',
    (f, [target = -1, ...sources], start, end) => {
      const members = f.membersOf(target);
      const given = sources.map((source) => f.membersOf(source));
      if (members === undefined || given.includes(undefined)) return undefined;
      for (const each of given) for (const [name, value] of each!) f.store(target, name, value, start, end);
      return target;
    },
  ],
]);
