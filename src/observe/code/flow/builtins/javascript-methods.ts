import { noApi } from '../models/api.ts';
import { argument } from '../values/arguments.ts';
import type { Frame } from '../values/frame.ts';
import { callValue } from '../calls/call-value.ts';
import { drawn } from '../values/keys.ts';
import { loadElement, loadMember, textLabels } from '../objects/members.ts';
import { replacedMask } from './replacing.ts';
import {
  Flag,
  join,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  noLabels,
  nothing,
  ofConstant,
  ofLabels,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';
import { eachElement, listOf, type Method, silent, text } from './builtin.ts';

/** The receiver's elements, in a list of their own or the receiver itself. */
const same: Method = (frame, receiver, args) => {
  const isCalling = args.values.some(({ objects }) => objects.length > 0);
  if (isCalling) eachElement(frame, receiver, args);
  return receiver;
};

/** What a list has at one place stands at any other behind it; what `splice` puts in too. */
const moved: Method = (frame, receiver, args) => {
  const put = args.values.slice(2);
  for (const object of receiver.objects)
    if (object.kind === 'array')
      for (const value of [loadElement(frame, ofObject(object)), ...put]) frame.write(object.any, value);
  return same(frame, receiver, args);
};

const element: Method = (frame, receiver, args) => {
  eachElement(frame, receiver, args);
  return loadElement(frame, receiver);
};

export const mapped: Method = (frame, receiver, args) => {
  if (args.values.every(({ objects }) => objects.length === 0)) return undefined;
  const result = eachElement(frame, receiver, args);
  return result === nothing ? listOf(frame, unknown) : listOf(frame, result);
};

const reduced: Method = (frame, receiver, args) => {
  const [by, start] = [argument(args, 0), argument(args, 1)];
  const elements = loadElement(frame, receiver);
  const first = start === nothing ? elements : start;
  let result = callValue(frame, by, [first, elements]);
  if (result !== nothing && result !== first)
    result = join(result, callValue(frame, by, [join(first, result), elements]));
  return join(start, result === nothing ? unknown : result);
};

const added: Method = (frame, receiver, args) => {
  let labels: Labels = noLabels;
  for (const [nth, value] of args.values.entries()) {
    const given = args.spread >= 0 && nth >= args.spread ? loadElement(frame, value) : value;
    labels = joinLabels(labels, given.labels);
    for (const object of receiver.objects) frame.write(object.any, given);
  }
  return receiver.objects.length === 0 && receiver.labels.length === 0
    ? unknown
    : withLabels(receiver, joinLabels(receiver.labels, noLabels));
};

const then: Method = (frame, receiver, args) => {
  const result = callValue(frame, argument(args, 0), [receiver]);
  callValue(frame, argument(args, 1), [join(frame.solver.caught(frame), rejectedWith(frame, receiver))]);
  return result === nothing ? receiver : join(result, withLabels(rejectionsOf(receiver), noLabels));
};

const caught: Method = (frame, receiver, args) =>
  join(
    receiver,
    callValue(frame, argument(args, 0), [join(frame.solver.caught(frame), rejectedWith(frame, receiver))]),
  );

const ended: Method = (frame, receiver, args) => {
  callValue(frame, argument(args, 0), []);
  return receiver;
};

/** What promises are rejected with. */
function rejectedWith(frame: Frame, receiver: Value): Value {
  let value = nothing;
  for (const object of receiver.objects)
    if (object.kind === 'rejection') value = join(value, object.any.read(frame.function));
  return value;
}

function rejectionsOf(receiver: Value): Value {
  const rejections = receiver.objects.filter(({ kind }) => kind === 'rejection');
  return rejections.length === 0 ? nothing : new Value(noLabels, rejections, noApi, noConstants, 0, '');
}

const set: Method = (frame, receiver, args) => {
  const value = argument(args, 1);
  if (receiver.objects.length === 0) return undefined;
  const key = argument(args, 0).constants[0];
  for (const object of receiver.objects) frame.write(typeof key === 'string' ? object.field(key) : object.any, value);
  return receiver;
};

const get: Method = (frame, receiver, args) => {
  if (receiver.objects.length === 0) return receiver.labels.length === 0 ? undefined : ofLabels(receiver.labels);
  const key = argument(args, 0).constants[0];
  return typeof key === 'string' ? loadMember(frame, receiver, key) : loadElement(frame, receiver);
};

const replaced: Method = (frame, receiver, args) => {
  const mask = replacedMask(argument(args, 0), argument(args, 1));
  let labels = masked(textLabels(frame, receiver), mask);
  const by = argument(args, 1);
  labels = joinLabels(labels, textLabels(frame, by));
  if (by.objects.length > 0 || by.api !== noApi)
    labels = joinLabels(labels, callValue(frame, by, [ofLabels(receiver.labels), ofLabels(receiver.labels)]).labels);
  return ofLabels(labels);
};

export const entries: Method = (frame, receiver) => {
  // The list and the pairs in it are made at one place: the pair has a number that no place has.
  const pair = frame.function.objectAt(-1_000_000 - frame.at, 'array');
  const value = loadElement(frame, receiver);
  frame.write(pair.field('0'), ofLabels(receiver.labels));
  frame.write(pair.field('1'), value);
  return withLabels(listOf(frame, ofObject(pair)), joinLabels(receiver.labels, value.labels));
};

const joinedText = new Map(text('join', 'all')).get('join')!;

function textOf({ constants, flags, labels }: Value): string | undefined {
  const [text] = constants;
  const isKnown = constants.length === 1 && (flags & Flag.open) === 0 && labels.length === 0;
  return isKnown && typeof text === 'string' ? text : undefined;
}

/** Also of constants: `['sha', '1'].join('')`. */
const joined: Method = (frame, receiver, args) => {
  const [list] = receiver.objects;
  const [between] = argument(args, 0).constants;
  if (receiver.objects.length === 1 && list!.kind === 'array' && typeof between === 'string' && list!.fields.size < 9) {
    const parts = [...list!.fields.values()].map((cell) => textOf(cell.read(frame.function)));
    const known = parts.filter((part) => part !== undefined);
    if (known.length > 0 && known.length === parts.length && list!.any.read(frame.function) === nothing)
      return ofConstant(known.join(between));
  }
  return joinedText(frame, receiver, args);
};

export const javascriptMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...text(
    'toString trim trimStart trimEnd trimLeft trimRight toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase substring substr normalize valueOf match matchAll toJSON toWellFormed anchor big bold link exec',
    'receiver',
  ),
  [
    'charAt',
    (frame, receiver, args) =>
      ofLabels(joinLabels(textLabels(frame, receiver), drawn(frame, argument(args, 0).labels))),
  ],
  [
    'repeat',
    (frame, receiver, args) => {
      frame.hit('resource', args.operands[0] ?? frame.at, argument(args, 0).labels, []);
      return ofLabels(textLabels(frame, receiver));
    },
  ],
  ['join', joined],
  ...['padStart', 'padEnd'].map((name): [string, Method] => [
    name,
    (frame, receiver, args) => {
      frame.hit('resource', args.operands[0] ?? frame.at, argument(args, 0).labels, []);
      return ofLabels(joinLabels(textLabels(frame, receiver), textLabels(frame, argument(args, 1))));
    },
  ]),
  ...silent(
    'indexOf lastIndexOf includes startsWith endsWith search test localeCompare charCodeAt codePointAt has isPrototypeOf hasOwnProperty propertyIsEnumerable toFixed toPrecision toExponential getTime getFullYear getMonth getDate getDay getHours valueOfDate',
  ),
  ...['slice', 'filter', 'toSorted', 'toReversed', 'values', 'subarray'].map((name): [string, Method] => [name, same]),
  ...['splice', 'reverse', 'sort', 'copyWithin'].map((name): [string, Method] => [name, moved]),
  ...['find', 'findLast', 'pop', 'shift', 'at'].map((name): [string, Method] => [name, element]),
  ...['map', 'flatMap'].map((name): [string, Method] => [name, mapped]),
  ...['reduce', 'reduceRight'].map((name): [string, Method] => [name, reduced]),
  ...['push', 'unshift', 'add', 'append', 'fill', 'enqueue'].map((name): [string, Method] => [name, added]),
  ...['forEach', 'some', 'every', 'findIndex', 'findLastIndex'].map((name): [string, Method] => [
    name,
    (frame, receiver, args) => {
      eachElement(frame, receiver, args);
      return unknown;
    },
  ]),
  ['flat', (frame, receiver) => join(receiver, loadElement(frame, receiver))],
  [
    'concat',
    (frame, receiver, args) => {
      let result = receiver;
      for (const value of args.values) result = join(result, value);
      return new Value(result.labels, result.objects, noApi, noConstants, Flag.open, receiver.shape);
    },
  ],
  [
    'split',
    (frame, receiver) => {
      const labels = textLabels(frame, receiver);
      return labels.length === 0 ? unknown : ofLabels(labels);
    },
  ],
  ['replace', replaced],
  ['replaceAll', replaced],
  [
    'pipe',
    (_frame, receiver, args) => withLabels(argument(args, 0), joinLabels(argument(args, 0).labels, receiver.labels)),
  ],
  ['then', then],
  ['catch', caught],
  ['finally', ended],
  ['set', set],
  ['get', get],
  ['getAll', get],
  ['entries', entries],
  ['keys', (_frame, receiver) => ofLabels(receiver.labels)],
  ['next', (frame, receiver) => loadElement(frame, receiver)],
]);
