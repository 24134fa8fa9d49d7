import { type Called, select } from './conditions.ts';
import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import type { HelperFact } from '../models/model-facts.ts';
import { nothing, ofConstant, unknown, type Value } from '../values/value.ts';

/** What templates call helpers by. */
export const helperPrefix = '$helper_';

/** What the project's filters, helpers, pipes and components are, by the names under which templates know them. */
function bookOf(frame: Frame): HeapObject | undefined {
  const [node] = frame.models.typeNodes(frame.models.root('<template.Helpers>'));
  return node === undefined ? undefined : frame.solver.customMembers(frame.models, node);
}

export function readHelper(frame: Frame, name: string): Value {
  const own = bookOf(frame)?.field(name.slice(helperPrefix.length)).read(frame.function) ?? nothing;
  return own === nothing ? unknown : own;
}

export function putHelper(frame: Frame, name: string, value: Value): void {
  const book = bookOf(frame);
  if (book !== undefined && value !== nothing) frame.write(book.field(fieldOf(name)), value);
}

function fieldOf(name: string): string {
  return name.replaceAll(/\W/g, '_');
}

/** `env.addFilter('name', function)` */
export function noteHelpers(frame: Frame, helpers: readonly HelperFact[], called: Called): void {
  for (const { name, function: made } of helpers) {
    if (name === undefined || made === undefined) continue;
    const names = select(frame, name, called).flatMap(({ value }) => value.constants);
    for (const { value } of select(frame, made, called))
      for (const one of names) if (typeof one === 'string') putHelper(frame, one, value);
  }
}

/** A name that no template can call. */
const unescaped = 'unescaped engine';

export function noteUnescaped(frame: Frame): void {
  putHelper(frame, unescaped, ofConstant(true));
}

/** Whether an engine of the project is set up not to escape. */
export function isUnescaped(frame: Frame): boolean {
  return readHelper(frame, `${helperPrefix}${fieldOf(unescaped)}`).constants.includes(true);
}
