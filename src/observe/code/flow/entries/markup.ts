import { noteAssignment } from './assigned.ts';
import { plainArguments } from '../values/arguments.ts';
import { callObject } from '../calls/call-object.ts';
import type { Frame } from '../values/frame.ts';
import { type ApiSet, noApi } from '../models/api.ts';
import { apiValue, loadHeld } from '../objects/members.ts';
import {
  joinLabels,
  type Labels,
  noLabels,
  nothing,
  ofLabels,
  ofObject,
  unknown,
  type Value,
  withLabels,
} from '../values/value.ts';

/**
 * An element of a template (JSX). Models name attributes as members of `jsx`: `jsx#a.href`, `jsx#*.dangerouslySetInnerHTML` (assigned, with
 * `arg: 0.__html`). A component is a function that is called with its attributes.
 */
export function evaluateMarkup(frame: Frame, from: number, length: number): Value {
  const tag = frame.value(frame.pool[from]!);
  const name = tag.constants[0];
  const isComponent = tag.objects.length > 0 || typeof name !== 'string';
  const element = frame.models.step(frame.models.root('jsx'), typeof name === 'string' ? `.${name}` : '.*');
  const props = frame.function.objectAt(frame.at, 'plain');
  let labels: Labels = noLabels;
  for (let nth = from + 1; nth + 1 < from + length; nth += 2) {
    const key = frame.pool[nth]!;
    const at = frame.pool[nth + 1]!;
    const value = frame.value(at);
    labels = joinLabels(labels, value.labels);
    if (key === -1) frame.write(props.from, withLabels(value, noLabels));
    if (key === -1 && !isComponent) noteSpread(frame, element, value, at);
    if (key < 0) continue;
    const attribute = frame.text(key);
    if (isComponent) frame.write(props.field(attribute), value);
    if (attribute === 'ref') giveElement(frame, value);
    if (element === noApi) continue;
    const { facts } = frame.models.member(element, attribute);
    if (facts !== undefined) noteAssignment(frame, facts, -1, at);
  }
  if (isComponent)
    for (const object of tag.objects)
      callObject(frame, object, unknown, plainArguments([ofObject(props)], -1), object.kind === 'class');
  // What stands in an element is text there: it comes out escaped.
  return ofLabels(noLabels);
}

/** Attributes that do harm, in an object that is spread into an element. */
const harmful = ['dangerouslySetInnerHTML', 'innerHTML', 'srcDoc', 'href'];

function noteSpread(frame: Frame, element: ApiSet, value: Value, at: number): void {
  if (element === noApi || value.objects.length === 0) return;
  for (const name of harmful) {
    const given = loadHeld(frame, value, name);
    const { facts } = frame.models.member(element, name);
    if (given !== nothing && facts !== undefined) noteAssignment(frame, facts, -1, at, given);
  }
}

/** `ref={(element) => …}` */
function giveElement(frame: Frame, value: Value): void {
  const set = frame.models.root('<dom.Element>');
  if (set === noApi) return;
  for (const object of value.objects)
    if (object.kind === 'function')
      callObject(frame, object, unknown, plainArguments([apiValue(frame, set)], -1), false);
}
