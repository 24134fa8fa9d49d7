import { noApi } from '../models/api.ts';
import { noteAssignment } from './assigned.ts';
import { noteExported } from './entries.ts';
import type { Frame } from '../values/frame.ts';
import { apiValue, loadMember, unknownNamed } from '../objects/members.ts';
import { noteNamedConstant } from '../objects/named.ts';
import type { ModuleNode } from '../values/nodes.ts';
import { join, nothing, ofObject, unknown, type Value } from '../values/value.ts';

/** What an import gives: an export of a file of the project, or a place in the models of a package. */
export function importValue(frame: Frame, specifier: string, name: string): Value {
  const target = frame.solver.resolved(frame.function.module, specifier);
  if (specifier.startsWith('template:') && typeof target !== 'string')
    return apiValue(frame, frame.models.root('global:$escape'));
  if (target === undefined) return fromModels(frame, specifier, name);
  if (typeof target !== 'string')
    return fromModels(
      frame,
      target.subpath === '' ? target.package : `${target.package}/${target.subpath}`,
      name,
      specifier,
    );
  const module = frame.solver.module(target);
  if (module === undefined) return unknown;
  return fromModule(frame, module, name);
}

function fromModule(frame: Frame, module: ModuleNode, name: string): Value {
  frame.solver.reach(module, frame.depth);
  const namespace = ofObject(module.namespace);
  if (name !== '*') {
    const given = loadMember(frame, namespace, name);
    // `from package import module` in Python: a file beside it.
    const beside = frame.function.isPython ? frame.solver.submodule(frame.function.module, module, name) : undefined;
    // Names that a star import may bring, and does not.
    if (beside === undefined && given === unknown && frame.function.isPython) return frame.solver.global(frame, name);
    return beside === undefined ? given : join(given, ofObject(beside.namespace));
  }
  const whole = module.namespace.field('=').read(frame.function);
  return whole === nothing ? namespace : join(whole, module.namespace.fields.size > 1 ? namespace : nothing);
}

function fromModels(frame: Frame, specifier: string, name: string, also?: string): Value {
  let value = nothing;
  for (const each of new Set([specifier, also ?? specifier])) {
    let set = modelOf(frame, each);
    if (set !== noApi && name !== '*' && !(name === 'default' && !frame.function.isPython))
      set = frame.models.step(set, `.${name}`);
    if (set !== noApi) value = join(value, apiValue(frame, set));
  }
  if (
    value === nothing &&
    !frame.function.isPython &&
    ofModels.test(specifier) &&
    name !== '*' &&
    !/^[a-z]\w*[A-Z]?$/.test(name === 'default' ? 'X' : name)
  )
    value = apiValue(frame, frame.models.root('<unknown.Model>'));
  if (value === nothing)
    value = unknownNamed(
      frame,
      name === '*' || name === 'default' ? specifier.slice(specifier.lastIndexOf('.') + 1) : name,
    );
  return value === nothing ? unknown : value;
}

/** Where projects keep the models of their database. */
const ofModels = /^[.@~].*(?:^|\/)(?:models?|schemas?)(?:\/|$)|^[.@~].*[.-]model(?:\.[cm]?[jt]s)?$/i;

/** Where a module or package is in the models. */
export function modelOf(frame: Frame, specifier: string): ReturnType<Frame['models']['root']> {
  if (!frame.function.isPython)
    return frame.models.root(specifier.startsWith('node:') ? specifier.slice(5) : specifier);
  const [first, ...rest] = specifier.split('.');
  let set = frame.models.root(first!);
  for (const step of rest) set = frame.models.step(set, `.${step}`);
  return set;
}

/** Settings that only those who develop run with. */
const forDevelopment =
  /(?:^|\/)(?:dev|devel|development|local|test|tests|testing|ci|example|sample)(?:[_-]?settings|[_-]?config)?\.py$|[_-](?:dev|local|test)\.py$/;

/** `export name = value`. */
export function exportValue(frame: Frame, name: string, at: number): Value {
  const value = frame.value(at);
  const { namespace } = frame.function.module;
  frame.write(namespace.field(name), value);
  noteExported(frame, name, value);
  if (frame.function.isPython) noteNamedConstant(frame, name, frame.root(at));
  const assigned = frame.models.root(`module:${name}`);
  if (assigned.facts !== undefined && !forDevelopment.test(frame.function.module.path)) {
    // The value's place, not that of the export, which is the file's end in Python.
    const here = frame.at;
    frame.at = at;
    noteAssignment(frame, assigned.facts, -1, at);
    frame.at = here;
  }
  return value;
}

export function exportAll(frame: Frame, specifier: string): Value {
  const value = importValue(frame, specifier, '*');
  frame.write(frame.function.module.star, value);
  return value;
}
