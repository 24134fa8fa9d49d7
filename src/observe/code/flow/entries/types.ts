import { noApi } from '../models/api.ts';
import { instanceOf } from '../calls/construct.ts';
import type { Frame } from '../values/frame.ts';
import { modelOf } from './imports.ts';
import { loadMember } from '../objects/members.ts';
import type { Models } from '../models/models.ts';
import { Flag, join, noConstants, noLabels, noObjects, nothing, ofObject, Value } from '../values/value.ts';

/** What a type that is written in the code says of a value: a type of a model, or an instance of a class of the project. */
export function typedValue(frame: Frame, type: string): Value {
  const mark = type.indexOf('#');
  if (mark > 0) return imported(frame, type.slice(0, mark), type.slice(mark + 1));
  const name = type.slice(type.lastIndexOf('.') + 1);
  if (name === '' || name.length > 100) return nothing;
  const { module } = frame.function;
  let value = frame.function.isPython ? annotated(frame, type) : nothing;
  if (value !== nothing) return value;
  for (const request of module.ir.requests) {
    const specifier = module.ir.texts[request]!;
    const target = frame.solver.resolved(module, specifier);
    if (typeof target === 'string') {
      const other = frame.solver.module(target);
      const found = other?.classes.find((each) => each.name === name);
      if (found !== undefined) value = join(value, instanceOf(frame, found));
      continue;
    }
    const set = modelOf(frame, specifier);
    const place = set === noApi ? noApi : frame.models.step(set, `.${name}`);
    if (place !== noApi) value = join(value, typeInstance(frame, place));
  }
  const own = module.classes.find((each) => each.name === name);
  if (own !== undefined) value = join(value, instanceOf(frame, own));
  if (value === nothing && frame.models.has(`global:${name}`))
    value = join(value, typeInstance(frame, frame.models.root(`global:${name}`)));
  return value;
}

/** A type that JavaScript imports: `express#Request`, `express#default.Request`, `./cart.ts#Cart`. */
function imported(frame: Frame, specifier: string, path: string): Value {
  const steps = path.split('.').filter((step, nth) => !(nth === 0 && step === 'default'));
  const target = frame.solver.resolved(frame.function.module, specifier);
  if (typeof target === 'string') {
    const module = frame.solver.module(target);
    if (module === undefined) return nothing;
    const name = steps.at(-1) ?? 'default';
    const own = module.classes.find((each) => each.name === name);
    if (own !== undefined) return instanceOf(frame, own);
    let value = nothing;
    for (const object of loadMember(frame, ofObject(module.namespace), name).objects)
      if (object.kind === 'class') value = join(value, instanceOf(frame, object.class!));
    return value;
  }
  let place = modelOf(frame, specifier);
  for (const step of steps) place = place === noApi ? noApi : frame.models.step(place, `.${step}`);
  return place === noApi ? nothing : typeInstance(frame, place);
}

/** What an annotation of Python names: a name of the file's top level, then members. */
function annotated(frame: Frame, type: string): Value {
  const [first = '', ...members] = type.split('.');
  let named = frame.function.module.namespace.fields.get(first)?.read(frame.function) ?? nothing;
  for (const member of members) if (named !== nothing) named = loadMember(frame, named, member);
  let value = named.api === noApi ? nothing : typeInstance(frame, named.api);
  for (const object of named.objects)
    if (object.kind === 'class') value = join(value, instanceOf(frame, object.class!));
  return value;
}

/** A value of the type that is at a place: the type itself where models say so, else what calling it gives. */
function typeInstance(frame: Frame, place: ReturnType<Models['root']>): Value {
  const called = frame.models.step(place, '()');
  const types = place.nodes.length > 1 ? place : noApi;
  let value = nothing;
  if (types !== noApi) value = join(value, new Value(noLabels, noObjects, types, noConstants, Flag.open, ''));
  if (called !== noApi) value = join(value, new Value(noLabels, noObjects, called, noConstants, Flag.open, ''));
  return value;
}
