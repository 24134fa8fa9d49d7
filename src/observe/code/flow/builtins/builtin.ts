import { noApi } from '../models/api.ts';
import { argument, type Arguments } from '../values/arguments.ts';
import { callValue } from '../calls/call-value.ts';
import type { Frame } from '../values/frame.ts';
import { numeric } from '../models/masks.ts';
import { loadElement, textLabels } from '../objects/members.ts';
import {
  join,
  joinLabels,
  type Labels,
  masked,
  noConstants,
  nothing,
  ofLabels,
  unknown,
  Value,
} from '../values/value.ts';

/** A method that the language gives to its own values, by name; undefined when this receiver is none of them. */
export type Method = (frame: Frame, receiver: Value, args: Arguments) => Value | undefined;

/** A function that the language has, by name or path. */
export type LanguageFunction = (frame: Frame, args: Arguments) => Value;

/** Methods that give a text made of their receiver, and of one or all of their arguments. */
export const text = (names: string, from: 'receiver' | 'all' | number): [string, Method][] =>
  names.split(' ').map((name) => [
    name,
    (frame, receiver, args) => {
      let labels = textLabels(frame, receiver);
      if (typeof from === 'number') labels = joinLabels(labels, textLabels(frame, argument(args, from)));
      else if (from === 'all') {
        for (const value of args.values) labels = joinLabels(labels, textLabels(frame, value));
        if (args.keywords !== undefined)
          for (const { value } of args.keywords.values()) labels = joinLabels(labels, textLabels(frame, value));
      }
      return ofLabels(labels);
    },
  ]);

/** Methods whose answer carries nothing of what they are given. */
export const silent = (names: string): [string, Method][] => names.split(' ').map((name) => [name, () => unknown]);

/** What gives back what it is given. */
export const first: LanguageFunction = (_frame, args) => {
  const value = argument(args, 0);
  return value === nothing ? unknown : value;
};

/** Calls each function among the arguments with an element of the receiver; gives what they return. */
export function eachElement(frame: Frame, receiver: Value, args: Arguments): Value {
  const element = loadElement(frame, receiver);
  let result = nothing;
  for (const given of args.values) result = join(result, callValue(frame, given, [element, unknown, receiver]));
  return result;
}

export function listOf(frame: Frame, element: Value): Value {
  const list = frame.function.objectAt(frame.at, 'array');
  frame.write(list.any, element);
  return new Value(element.labels, [list], noApi, noConstants, 0, '');
}

/** What arithmetic leaves of labels. */
export function asNumber(labels: Labels): Value {
  return ofLabels(masked(labels, numeric()));
}
