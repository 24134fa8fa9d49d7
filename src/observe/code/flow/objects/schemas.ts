import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import { masked, noLabels, ofLabels, ofObject, type Labels, unknown, type Value, withLabels } from '../values/value.ts';

/** The members that a schema of an object names: what `z.object({ … })` was given. */
function shapeOf({ objects }: Value): HeapObject | undefined {
  return objects.length === 1 && objects[0]!.kind === 'plain' && objects[0]!.fields.size > 0 ? objects[0] : undefined;
}

/**
 * What a schema lets through of data: its own members, each by what the schema asks of it. A member that must be a number, a date or one of a few
 * texts says nothing any more. Undefined where the schema's members are not known. `at`: a number for the object, of its own at a place.
 */
export function checkedBy(frame: Frame, schema: Value, labels: Labels, at: number): Value | undefined {
  const shape = shapeOf(schema);
  if (shape === undefined || labels.length === 0) return undefined;
  const made = frame.function.objectAt(at, 'plain');
  const left = ofLabels(masked(labels, frame.solver.textMask));
  const closed = ['<zod.Closed>', '<joi.Closed>'].flatMap((type) => frame.models.root(type).nodes);
  for (const [name, cell] of shape.fields) {
    const asked = cell.read(frame.function);
    const isClosed = closed.some((node) => asked.api.nodes.includes(node));
    frame.write(made.field(name), isClosed ? unknown : left);
  }
  // `safeParse(…).data`, Joi's `validate(…).value`
  for (const name of ['data', 'value', 'output'])
    if (!shape.fields.has(name)) frame.write(made.field(name), ofObject(made));
  return withLabels(ofObject(made), noLabels);
}
