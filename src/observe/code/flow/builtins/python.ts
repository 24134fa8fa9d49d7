import { noApi } from '../models/api.ts';
import { argument, type Arguments, plainArguments } from '../values/arguments.ts';
import { callObject } from '../calls/call-object.ts';
import { formPrefix } from '../values/format.ts';
import type { Frame } from '../values/frame.ts';
import { maskOf } from '../models/masks.ts';
import { loadElement, loadMember, textLabels } from '../objects/members.ts';
import { maskOfPrefix } from '../pattern/judge.ts';
import { replacedMask } from './replacing.ts';
import { asOwnText } from '../calls/special-methods.ts';
import {
  Flag,
  gap,
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
} from '../values/value.ts';
import { first, type LanguageFunction, listOf, type Method, silent, text } from './builtin.ts';

const added: Method = (frame, receiver, args) => {
  for (const value of args.values) for (const object of receiver.objects) frame.write(object.any, value);
  return unknown;
};

const extended: Method = (frame, receiver, args) => {
  for (const value of args.values)
    for (const object of receiver.objects) {
      frame.write(object.from, withLabels(value, noLabels));
      if (value.labels.length > 0) frame.write(object.any, ofLabels(value.labels));
    }
  if (args.keywords !== undefined)
    for (const [name, { value }] of args.keywords)
      for (const object of receiver.objects) frame.write(object.field(name), value);
  return unknown;
};

const get: Method = (frame, receiver, args) => {
  if (receiver.objects.length === 0 && receiver.labels.length === 0) return undefined;
  const key = argument(args, 0).constants[0];
  const value = typeof key === 'string' ? loadMember(frame, receiver, key) : loadElement(frame, receiver);
  const otherwise = argument(args, 1);
  return join(value, otherwise);
};

/** `sep.join(list)`, `text.replace(a, b)`, `text.format(…)`. */
const joined: Method = (frame, receiver, args) =>
  ofLabels(joinLabels(receiver.labels, textLabels(frame, argument(args, 0), 2)));

const [, ofAll] = text('format', 'all')[0]!;

/** What stands behind a fixed beginning is judged by it. */
const formatted: Method = (frame, receiver, args) => {
  const value = ofAll(frame, receiver, args);
  const prefix = formPrefix(receiver, '{');
  if (value === undefined || prefix === '') return value;
  const shape = prefix + gap;
  return new Value(masked(value.labels, maskOfPrefix(prefix)), noObjects, noApi, noConstants, Flag.open, shape);
};

const replaced: Method = (frame, receiver, args) => {
  const mask = replacedMask(argument(args, 0), argument(args, 1), true);
  return ofLabels(joinLabels(masked(textLabels(frame, receiver), mask), argument(args, 1).labels));
};

const items: Method = (frame, receiver) => {
  const pair = frame.function.objectAt(frame.at, 'array');
  const value = loadElement(frame, receiver);
  frame.write(pair.field('0'), ofLabels(receiver.labels));
  frame.write(pair.field('1'), value);
  return new Value(joinLabels(receiver.labels, value.labels), [wrap(frame, pair)], noApi, noConstants, Flag.open, '');
};

function wrap(frame: Frame, element: Value['objects'][number]): Value['objects'][number] {
  const list = frame.function.objectAt(-100_000 - frame.at, 'array');
  frame.write(list.any, ofObject(element));
  return list;
}

const valuesOf: Method = (frame, receiver) =>
  receiver.objects.length === 0 ? receiver : withLabels(listOf(frame, loadElement(frame, receiver)), receiver.labels);

const element: Method = (frame, receiver) =>
  receiver.objects.length === 0 && receiver.labels.length === 0 ? undefined : loadElement(frame, receiver);

export const pythonMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...text(
    'strip lstrip rstrip lower upper title capitalize casefold swapcase encode decode expandtabs zfill splitlines split rsplit partition rpartition removeprefix removesuffix translate tostring group groups groupdict read readline getvalue hex',
    'receiver',
  ),
  ...text('ljust rjust center', 'all'),
  ['format', formatted],
  ['format_map', formatted],
  ...silent(
    'startswith endswith find rfind index rindex count isdigit isalpha isalnum isnumeric isdecimal islower isupper isspace isidentifier keys_count __len__ __eq__ __contains__ bit_length total_seconds timestamp',
  ),
  ['join', joined],
  ['replace', replaced],
  ['append', added],
  ['add', added],
  ['insert', (frame, receiver, args) => added(frame, receiver, { ...args, values: args.values.slice(1) })],
  ['appendleft', added],
  [
    'write',
    (frame, receiver, args) =>
      receiver.objects.some(({ kind }) => kind === 'other') ? added(frame, receiver, args) : undefined,
  ],
  ['put', added],
  ['put_nowait', added],
  ['extend', extended],
  ['update', extended],
  [
    'setdefault',
    (frame, receiver, args) => {
      for (const object of receiver.objects) frame.write(object.any, argument(args, 1));
      return join(get(frame, receiver, args) ?? nothing, argument(args, 1));
    },
  ],
  ['get', get],
  [
    'pop',
    (frame, receiver, args) => (args.values.length === 0 ? element(frame, receiver, args) : get(frame, receiver, args)),
  ],
  ['popleft', element],
  ['values', valuesOf],
  ['copy', (_frame, receiver) => receiver],
  ['keys', (_frame, receiver) => ofLabels(receiver.labels)],
  ['items', items],
  ['__getitem__', get],
]);

export const pythonFunctions: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  ['str', asText],
  ['repr', asText],
  ['bytes', asText],
  ['ascii', asText],
  ['format', asText],
  ['bytearray', asText],
  ...[
    'list',
    'tuple',
    'set',
    'frozenset',
    'sorted',
    'reversed',
    'iter',
    'vars',
    'copy.copy',
    'copy.deepcopy',
    'memoryview',
    'super_',
    'asyncio.run',
  ].map((name): [string, LanguageFunction] => [name, first]),
  ['next', (frame, args) => join(loadElement(frame, argument(args, 0)), argument(args, 1))],
  ['max', each],
  ['min', least],
  ['sum', (frame, args) => ofLabels(masked(textLabels(frame, argument(args, 0)), maskOf(['number'])))],
  [
    'enumerate',
    (frame, args) => {
      const pair = frame.function.objectAt(frame.at, 'array');
      frame.write(pair.field('1'), loadElement(frame, argument(args, 0)));
      frame.write(pair.field('0'), unknown);
      return ofObject(wrap(frame, pair));
    },
  ],
  [
    'zip',
    (frame, args) => {
      const tuple = frame.function.objectAt(frame.at, 'array');
      for (const [nth, value] of args.values.entries())
        frame.write(tuple.field(String(nth)), loadElement(frame, value));
      return ofObject(wrap(frame, tuple));
    },
  ],
  [
    'map',
    (frame, args) => {
      const made = frame.function.objectAt(frame.at, 'array');
      let result = nothing;
      const given = loadElement(frame, argument(args, 1));
      for (const object of argument(args, 0).objects)
        result = join(result, callObject(frame, object, nothing, plainArguments([given], -1), false) ?? nothing);
      if (result === nothing && !/^(?:int|float|bool|len)$/.test(nameOfGlobal(argument(args, 0))))
        result = ofLabels(given.labels);
      frame.write(made.any, result === nothing ? unknown : result);
      return withLabels(ofObject(made), result.labels);
    },
  ],
  ['filter', (_frame, args) => (argument(args, 1) === nothing ? unknown : argument(args, 1))],
  [
    'dict',
    (frame, args) => {
      const made = frame.function.objectAt(frame.at, 'plain');
      let labels: Labels = noLabels;
      for (const value of args.values) {
        frame.write(made.from, withLabels(value, noLabels));
        labels = joinLabels(labels, value.labels);
        // Pairs of keys and values.
        const pair = value.objects.length === 0 ? nothing : loadElement(frame, value);
        if (pair.objects.some(({ kind }) => kind === 'array')) frame.write(made.any, loadMember(frame, pair, '1'));
      }
      if (args.keywords !== undefined)
        for (const [name, { value }] of args.keywords) {
          if (name === '**') {
            frame.write(made.from, withLabels(value, noLabels));
            labels = joinLabels(labels, value.labels);
          } else frame.write(made.field(name), value);
        }
      return withLabels(ofObject(made), labels);
    },
  ],
  [
    'getattr',
    (frame, args) => {
      const name = argument(args, 1).constants[0];
      const value =
        typeof name === 'string' ? loadMember(frame, argument(args, 0), name) : loadElement(frame, argument(args, 0));
      return join(value, argument(args, 2));
    },
  ],
  [
    'super',
    (frame) => {
      const own = frame.function.class;
      if (own === undefined) return unknown;
      const bases = own.bases.read(frame.function);
      let result = nothing;
      for (const base of bases.objects)
        if (base.class !== undefined) result = join(result, ofObject(base.class.instance));
      if (bases.api !== noApi) {
        const api = frame.models.step(bases.api, '()');
        if (api !== noApi) result = join(result, new Value(noLabels, noObjects, api, noConstants, Flag.open, ''));
      }
      return result === nothing ? unknown : result;
    },
  ],
]);

function nameOfGlobal(value: Value): string {
  return value.api === noApi ? '' : 'int';
}

function each(frame: Frame, args: Arguments): Value {
  let result = nothing;
  for (const value of args.values) result = join(result, args.values.length === 1 ? loadElement(frame, value) : value);
  return result === nothing ? unknown : result;
}

/** The least of several is no more than the number among them. */
function least(frame: Frame, args: Arguments): Value {
  const value = each(frame, args);
  const isBounded = args.values.some(
    ({ constants }) => constants.length > 0 && constants.every((one) => typeof one === 'number'),
  );
  return isBounded ? withLabels(value, masked(value.labels, maskOf(['resource']))) : value;
}

function asText(frame: Frame, args: Arguments): Value {
  const value = argument(args, 0);
  const own = asOwnText(frame, value);
  if (own !== nothing) return own;
  return new Value(
    masked(textLabels(frame, value), frame.solver.textMask),
    noObjects,
    noApi,
    value.constants,
    value.flags | Flag.open,
    value.shape,
  );
}
