import { noApi } from '../models/api.ts';
import { argument, type Arguments } from '../values/arguments.ts';
import { callValue } from '../calls/call-value.ts';
import type { Frame } from '../values/frame.ts';
import { loadElement } from '../objects/members.ts';
import {
  join,
  joinLabels,
  noConstants,
  noLabels,
  nothing,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';
import type { LanguageFunction } from './builtin.ts';

/** What functions of Python's own library do with functions and collections that they are given, by their whole names. */
export const pythonLibrary: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  ['functools.partial', partial],
  ['functools.partialmethod', partial],
  [
    'functools.reduce',
    (frame, args) => {
      const elements = loadElement(frame, argument(args, 1));
      const start = argument(args, 2);
      const first = start === nothing ? elements : start;
      const result = callValue(frame, argument(args, 0), [first, elements]);
      const again = result === nothing ? nothing : callValue(frame, argument(args, 0), [join(first, result), elements]);
      return join(start, again === nothing ? unknown : again);
    },
  ],
  ['threading.Thread', later],
  [
    'threading.Timer',
    (frame, args) => callWith(frame, argument(args, 1), args.keywords?.get('args')?.value ?? argument(args, 2)),
  ],
  ['multiprocessing.Process', later],
  ['collections.deque', listOfElements],
  [
    'collections.defaultdict',
    (frame, args) => {
      const made = frame.function.objectAt(frame.at, 'plain');
      const [factory] = args.values;
      const list = frame.function.objectAt(-3_000_000 - frame.at, 'array');
      if (factory !== undefined) {
        const own = callValue(frame, factory, []);
        frame.write(made.any, own.objects.length > 0 ? own : ofObject(list));
      }
      const given = argument(args, 1);
      if (given !== nothing) frame.write(made.from, withLabels(given, noLabels));
      return withLabels(ofObject(made), given.labels);
    },
  ],
  [
    'heapq.heappush',
    (frame, args) => {
      for (const object of argument(args, 0).objects) frame.write(object.any, argument(args, 1));
      return unknown;
    },
  ],
  ['heapq.heappop', (frame, args) => loadElement(frame, argument(args, 0))],
  ['heapq.nlargest', (_frame, args) => argument(args, 1)],
  ['heapq.nsmallest', (_frame, args) => argument(args, 1)],
  ['dataclasses.asdict', tableOf],
  ['dataclasses.replace', tableOf],
  ['copy.replace', tableOf],
  ['itertools.chain', joined],
  [
    'itertools.starmap',
    (frame, args) => listed(frame, callWith(frame, argument(args, 0), loadElement(frame, argument(args, 1)))),
  ],
]);

/** A function with some of what it is called with. */
function partial(frame: Frame, args: Arguments): Value {
  const bound = frame.function.objectAt(frame.at, 'bound');
  frame.write(bound.from, withLabels(argument(args, 0), noLabels));
  for (const [nth, value] of args.values.slice(1, 7).entries()) frame.write(bound.field(String(nth)), value);
  if (args.keywords !== undefined)
    for (const [name, { value }] of args.keywords) frame.write(bound.field(`=${name}`), value);
  return ofObject(bound);
}

/** `Thread(target=f, args=(…), kwargs={…})`. */
function later(frame: Frame, args: Arguments): Value {
  const target = args.keywords?.get('target')?.value ?? argument(args, 1);
  callWith(frame, target, args.keywords?.get('args')?.value ?? argument(args, 3));
  return unknown;
}

/** Calls a function with what a list holds, by place. */
function callWith(frame: Frame, called: Value, list: Value): Value {
  const values: Value[] = [];
  for (let nth = 0; nth < 6; nth++) {
    let value = nothing;
    for (const object of list.objects)
      value = join(
        join(value, object.fields.get(String(nth))?.read(frame.function) ?? nothing),
        object.any.read(frame.function),
      );
    if (value === nothing) break;
    values.push(list.labels.length === 0 ? value : withLabels(value, joinLabels(value.labels, list.labels)));
  }
  return callValue(frame, called, values, nothing);
}

function listOfElements(frame: Frame, args: Arguments): Value {
  const given = argument(args, 0);
  return listed(frame, given === nothing ? nothing : loadElement(frame, given));
}

function listed(frame: Frame, element: Value): Value {
  const list = frame.function.objectAt(frame.at, 'array');
  frame.write(list.any, element);
  return new Value(element.labels, [list], noApi, noConstants, 0, '');
}

function joined(frame: Frame, args: Arguments): Value {
  let element = nothing;
  for (const list of args.values) element = join(element, loadElement(frame, list));
  return listed(frame, element);
}

/** A table of what an object has, with what is given by name in its stead. */
function tableOf(frame: Frame, args: Arguments): Value {
  const made = frame.function.objectAt(frame.at, 'plain');
  const given = argument(args, 0);
  frame.write(made.from, withLabels(given, noLabels));
  if (args.keywords !== undefined) for (const [name, { value }] of args.keywords) frame.write(made.field(name), value);
  return withLabels(ofObject(made), given.labels);
}
