import { type Arguments, argument, callObject, plainArguments } from '../calls.ts';
import type { Frame } from '../frame.ts';
import { loadElement, loadMember, textLabels } from '../members.ts';
import { maskOf, numeric } from '../masks.ts';
import { noApi } from '../api.ts';
import { replacedMask } from '../replacing.ts';
import {
  Flag,
  join,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  noLabels,
  noObjects,
  nothing,
  ofLabels,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../value.ts';

/** A method that the language gives to its own values, by name; undefined when this receiver is none of them. */
export type Method = (frame: Frame, receiver: Value, args: Arguments) => Value | undefined;

const text = (names: string, from: 'receiver' | 'all' | number): [string, Method][] =>
  names.split(' ').map((name) => [
    name,
    (frame, receiver, args) => {
      let labels = textLabels(frame, receiver);
      if (from === 'all') for (const value of args.values) labels = joinLabels(labels, textLabels(frame, value));
      else if (from !== 'receiver') labels = joinLabels(labels, textLabels(frame, argument(args, from)));
      return ofLabels(labels);
    },
  ]);

const silent = (names: string): [string, Method][] => names.split(' ').map((name) => [name, () => unknown]);

/** Calls each function among the arguments with an element of the receiver; gives what they return. */
function eachElement(frame: Frame, receiver: Value, args: Arguments, more: readonly Value[] = []): Value {
  const element = loadElement(frame, receiver);
  let result = nothing;
  for (const given of args.values)
    for (const object of given.objects)
      result = join(
        result,
        callObject(frame, object, unknown, plainArguments([element, ...more], -1), false) ?? nothing,
      );
  return result;
}

function listOf(frame: Frame, element: Value): Value {
  const list = frame.function.objectAt(frame.at, 'array');
  frame.write(list.any, element);
  return new Value(element.labels, [list], noApi, noConstants, 0, '');
}

/** The receiver's elements, in a list of their own or the receiver itself. */
const same: Method = (frame, receiver, args) => {
  const isCalling = args.values.some(({ objects }) => objects.length > 0);
  if (isCalling) eachElement(frame, receiver, args);
  return receiver;
};

const element: Method = (frame, receiver, args) => {
  eachElement(frame, receiver, args);
  return loadElement(frame, receiver);
};

const mapped: Method = (frame, receiver, args) => {
  if (args.values.every(({ objects }) => objects.length === 0)) return undefined;
  const result = eachElement(frame, receiver, args);
  return result === nothing ? listOf(frame, unknown) : listOf(frame, result);
};

const reduced: Method = (frame, receiver, args) => {
  const start = argument(args, 1);
  const elements = loadElement(frame, receiver);
  const first = start === nothing ? elements : start;
  let result = nothing;
  for (const object of argument(args, 0).objects)
    result = join(result, callObject(frame, object, unknown, plainArguments([first, elements], -1), false) ?? nothing);
  if (result !== nothing && result !== first)
    for (const object of argument(args, 0).objects)
      result = join(
        result,
        callObject(frame, object, unknown, plainArguments([join(first, result), elements], -1), false) ?? nothing,
      );
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
  let result = nothing;
  for (const object of argument(args, 0).objects)
    result = join(result, callObject(frame, object, unknown, plainArguments([receiver], -1), false) ?? nothing);
  for (const object of argument(args, 1).objects)
    callObject(frame, object, unknown, plainArguments([frame.solver.caught(frame)], -1), false);
  return result === nothing ? receiver : result;
};

const caught: Method = (frame, receiver, args) => {
  let result = receiver;
  for (const object of argument(args, 0).objects)
    result = join(
      result,
      callObject(frame, object, unknown, plainArguments([frame.solver.caught(frame)], -1), false) ?? nothing,
    );
  return result;
};

const ended: Method = (frame, receiver, args) => {
  for (const object of argument(args, 0).objects) callObject(frame, object, unknown, plainArguments([], -1), false);
  return receiver;
};

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
  for (const object of by.objects) {
    const given = callObject(
      frame,
      object,
      unknown,
      plainArguments([ofLabels(receiver.labels), ofLabels(receiver.labels)], -1),
      false,
    );
    if (given !== undefined) labels = joinLabels(labels, given.labels);
  }
  return ofLabels(labels);
};

const entries: Method = (frame, receiver) => {
  // The list and the pairs in it are made at one place: the pair has a number that no place has.
  const pair = frame.function.objectAt(-1_000_000 - frame.at, 'array');
  const value = loadElement(frame, receiver);
  frame.write(pair.field('0'), ofLabels(receiver.labels));
  frame.write(pair.field('1'), value);
  return withLabels(listOf(frame, ofObject(pair)), joinLabels(receiver.labels, value.labels));
};

export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...text(
    'toString trim trimStart trimEnd trimLeft trimRight toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase substring substr normalize valueOf match matchAll toJSON toWellFormed anchor big bold link exec',
    'receiver',
  ),
  [
    'charAt',
    (frame, receiver, args) =>
      ofLabels(joinLabels(textLabels(frame, receiver), frame.solver.drawn(argument(args, 0).labels))),
  ],
  [
    'repeat',
    (frame, receiver, args) => {
      frame.hit('resource', args.operands[0] ?? frame.at, argument(args, 0).labels, []);
      return ofLabels(textLabels(frame, receiver));
    },
  ],
  ...text('join', 'all'),
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
  ...['slice', 'splice', 'reverse', 'sort', 'filter', 'toSorted', 'toReversed', 'values', 'copyWithin', 'subarray'].map(
    (name): [string, Method] => [name, same],
  ),
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

/** Functions of the language's own objects that a path in a model cannot say enough of, by path. */
export const functions: ReadonlyMap<string, (frame: Frame, args: Arguments) => Value> = new Map([
  [
    'Object.assign',
    (frame: Frame, args: Arguments): Value => {
      const target = argument(args, 0);
      let labels = target.labels;
      for (const value of args.values.slice(1)) {
        labels = joinLabels(labels, value.labels);
        for (const object of target.objects) {
          frame.write(object.from, withLabels(value, noLabels));
          if (value.labels.length > 0) frame.write(object.any, ofLabels(value.labels));
        }
      }
      return withLabels(target === nothing ? unknown : target, labels);
    },
  ],
  ['decodeURIComponent', decoded],
  ['decodeURI', decoded],
  ['unescape', decoded],
  ['atob', decoded],
  ['Object.freeze', first],
  ['Object.seal', first],
  ['structuredClone', first],
  ['Promise.resolve', first],
  ['Promise.all', first],
  ['Promise.allSettled', first],
  ['Array.from', fromArray],
  ['Object.values', (frame: Frame, args: Arguments): Value => listOf(frame, loadElement(frame, argument(args, 0)))],
  ['Object.keys', (_frame: Frame, args: Arguments): Value => ofLabels(argument(args, 0).labels)],
  ['Object.entries', (frame: Frame, args: Arguments): Value => entries(frame, argument(args, 0), args) ?? unknown],
  [
    'Object.fromEntries',
    (frame: Frame, args: Arguments): Value => {
      const made = frame.function.objectAt(frame.at, 'plain');
      const pair = loadElement(frame, argument(args, 0));
      const value = loadMember(frame, pair, '1');
      frame.write(made.any, value);
      return new Value(joinLabels(argument(args, 0).labels, value.labels), [made], noApi, noConstants, 0, '');
    },
  ],
  [
    'Object.create',
    (frame: Frame, args: Arguments): Value => {
      const made = frame.function.objectAt(frame.at, 'plain');
      frame.write(made.from, withLabels(argument(args, 0), noLabels));
      return ofObject(made);
    },
  ],
  ['Promise.race', (frame: Frame, args: Arguments): Value => loadElement(frame, argument(args, 0))],
  ['Promise.any', (frame: Frame, args: Arguments): Value => loadElement(frame, argument(args, 0))],
  ['Array.of', (frame: Frame, args: Arguments): Value => listOf(frame, args.values.reduce(join, nothing))],
  [
    'JSON.stringify',
    (frame: Frame, args: Arguments): Value =>
      // Line ends come out escaped, and operators as text.
      ofLabels(
        masked(
          masked(textLabels(frame, argument(args, 0), 4), frame.solver.textMask),
          maskOf(['log', 'header', 'mail']),
        ),
      ),
  ],
  ['String', (frame: Frame, args: Arguments): Value => textOf(frame, args)],
  ['Array.isArray', (): Value => unknown],
  [
    'Promise',
    (frame: Frame, args: Arguments): Value => {
      const resolver = frame.function.objectAt(frame.at, 'resolver');
      for (const object of argument(args, 0).objects)
        callObject(frame, object, unknown, plainArguments([ofObject(resolver), unknown], -1), false);
      return join(unknown, resolver.any.read(frame.function));
    },
  ],
  ['Map', collection],
  ['Set', collection],
  ['WeakMap', collection],
  ['Array', collection],
  ['Object', first],
  ['Error', (frame: Frame, args: Arguments): Value => textOf(frame, args)],
  ['setTimeout', called],
  ['setInterval', called],
  ['setImmediate', called],
  ['queueMicrotask', called],
]);

/** What was tested or made harmless before may stand in it again, now that it is decoded. */
function decoded(frame: Frame, args: Arguments): Value {
  const labels = textLabels(frame, argument(args, 0));
  return ofLabels(labels.map((each, i) => (i % 2 === 1 ? frame.solver.textMask : each)));
}

function first(_frame: Frame, args: Arguments): Value {
  const value = argument(args, 0);
  return value === nothing ? unknown : value;
}

/** As text: operators of a query are none any more. */
function textOf(frame: Frame, args: Arguments): Value {
  const value = argument(args, 0);
  const labels = masked(textLabels(frame, value), frame.solver.textMask);
  return new Value(
    labels,
    noObjects,
    noApi,
    value.constants.length > 0 && (value.flags & Flag.open) === 0
      ? value.constants.map((constant) => (typeof constant === 'number' ? String(constant) : constant))
      : noConstants,
    value.flags | Flag.open,
    value.shape,
  );
}

function fromArray(frame: Frame, args: Arguments): Value {
  const list = argument(args, 0);
  const each = argument(args, 1);
  if (each === nothing) return list === nothing ? unknown : list;
  return mapped(frame, list === nothing ? unknown : list, { ...args, values: [each], operands: [-1] }) ?? unknown;
}

function collection(frame: Frame, args: Arguments): Value {
  const made = frame.function.objectAt(frame.at, 'other');
  const given = argument(args, 0);
  const content = loadElement(frame, given);
  if (given !== nothing && content !== unknown) {
    frame.write(made.any, content);
    // A list of pairs: keys and values.
    for (const object of content.objects)
      if (object.kind === 'array') frame.write(made.any, loadElement(frame, content));
  }
  return new Value(given.labels, [made], noApi, noConstants, 0, '');
}

function called(frame: Frame, args: Arguments): Value {
  for (const object of argument(args, 0).objects)
    callObject(
      frame,
      object,
      unknown,
      { ...args, values: args.values.slice(2), operands: args.operands.slice(2), spread: -1 },
      false,
    );
  return unknown;
}

/** What arithmetic leaves of labels. */
export function asNumber(labels: Labels): Value {
  return ofLabels(masked(labels, numeric()));
}
