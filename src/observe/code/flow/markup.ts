import { noteAssignment } from './assigned.ts';
import { plainArguments } from './arguments.ts';
import { callObject } from './call-object.ts';
import type { Frame } from './frame.ts';
import { noApi } from './api.ts';
import { joinLabels, type Labels, noLabels, ofLabels, ofObject, unknown, type Value, withLabels } from './value.ts';

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
    if (key < 0) continue;
    const attribute = frame.text(key);
    if (isComponent) frame.write(props.field(attribute), value);
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
