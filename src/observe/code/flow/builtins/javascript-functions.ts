import { noApi } from '../models/api.ts';
import { argument, type Arguments, plainArguments } from '../values/arguments.ts';
import { callObject } from '../calls/call-object.ts';
import type { Frame } from '../values/frame.ts';
import { maskOf } from '../models/masks.ts';
import { loadElement, loadMember, partsOf, textLabels } from '../objects/members.ts';
import {
  Flag,
  join,
  joinLabels,
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
import { first, type LanguageFunction, listOf } from './builtin.ts';
import { entries, mapped } from './javascript-methods.ts';

/** What sources that are always texts are harmless for. */
const textOnly = maskOf(['nosql', 'assign']);

/** Functions of the language's own objects that a path in a model cannot say enough of, by path. */
export const javascriptFunctions: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  [
    'Object.assign',
    (frame, args) => {
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
  [
    'Promise.reject',
    (frame: Frame, args: Arguments): Value => {
      const rejected = frame.function.objectAt(frame.at, 'rejection');
      frame.write(rejected.any, argument(args, 0));
      return ofObject(rejected);
    },
  ],
  [
    'Promise.withResolvers',
    (frame: Frame): Value => {
      const made = frame.function.objectAt(frame.at, 'plain');
      const resolver = frame.function.objectAt(-1_500_000 - frame.at, 'resolver');
      frame.write(made.field('resolve'), ofObject(resolver));
      frame.write(made.field('promise'), join(unknown, resolver.any.read(frame.function)));
      return ofObject(made);
    },
  ],
  ['Promise.all', first],
  ['Promise.allSettled', first],
  ['Array.from', fromArray],
  ['Object.values', (frame, args) => listOf(frame, loadElement(frame, argument(args, 0)))],
  ['Object.keys', (_frame, args) => ofLabels(argument(args, 0).labels)],
  ['Object.entries', (frame, args) => entries(frame, argument(args, 0), args) ?? unknown],
  [
    'Object.fromEntries',
    (frame, args) => {
      const made = frame.function.objectAt(frame.at, 'plain');
      const pair = loadElement(frame, argument(args, 0));
      const value = loadMember(frame, pair, '1');
      frame.write(made.any, value);
      return new Value(joinLabels(argument(args, 0).labels, value.labels), [made], noApi, noConstants, 0, '');
    },
  ],
  [
    'Object.create',
    (frame, args) => {
      const made = frame.function.objectAt(frame.at, 'plain');
      frame.write(made.from, withLabels(argument(args, 0), noLabels));
      return ofObject(made);
    },
  ],
  ['Promise.race', (frame, args) => loadElement(frame, argument(args, 0))],
  ['Promise.any', (frame, args) => loadElement(frame, argument(args, 0))],
  ['Array.of', (frame, args) => listOf(frame, args.values.reduce(join, nothing))],
  [
    'JSON.stringify',
    (frame, args) =>
      // Line ends come out escaped, and operators as text.
      ofLabels(
        masked(
          masked(textLabels(frame, argument(args, 0), 4), frame.solver.textMask),
          maskOf(['log', 'header', 'mail']),
        ),
      ),
  ],
  [
    'JSON.parse',
    (frame, args) => {
      // A text that was no operator of a query may become one.
      const labels = argument(args, 0).labels.map((each, i) => (i % 2 === 1 && each === textOnly ? 0 : each));
      const parts = partsOf(frame, labels);
      if (parts === labels) return labels.length === 0 ? unknown : ofLabels(labels);
      // What is in a file or row that was kept as text.
      const made = frame.function.objectAt(frame.at, 'plain');
      frame.write(made.any, ofLabels(parts));
      return withLabels(ofObject(made), labels);
    },
  ],
  ['String', (frame, args) => textOf(frame, args)],
  ['Array.isArray', () => unknown],
  [
    'Promise',
    (frame, args) => {
      const resolver = frame.function.objectAt(frame.at, 'resolver');
      const rejecting = frame.function.objectAt(-1_500_000 - frame.at, 'resolver');
      for (const object of argument(args, 0).objects)
        callObject(frame, object, unknown, plainArguments([ofObject(resolver), ofObject(rejecting)], -1), false);
      const rejected = frame.function.objectAt(-2_000_000 - frame.at, 'rejection');
      const reason = rejecting.any.read(frame.function);
      if (reason === nothing) return join(unknown, resolver.any.read(frame.function));
      frame.write(rejected.any, reason);
      return join(ofObject(rejected), resolver.any.read(frame.function));
    },
  ],
  ['Map', collection],
  ['Set', collection],
  ['WeakMap', collection],
  ['Array', collection],
  ['Object', first],
  ['Error', (frame, args) => textOf(frame, args)],
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
