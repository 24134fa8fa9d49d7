import { instanceOf } from '../calls/construct.ts';
import { type Called, select } from '../objects/conditions.ts';
import { basesOf, placesOf } from './entries.ts';
import type { Frame } from '../values/frame.ts';
import { putHelper } from '../objects/template-helpers.ts';
import { Op } from '../../ir/ir.ts';
import { loadMember } from '../objects/members.ts';
import type { RenderFact } from '../models/model-facts.ts';
import { specified } from '../calls/modelled.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import { renderWith } from '../calls/render.ts';
import { join, nothing, ofObject, type Value, withLabels } from '../values/value.ts';

/** What decorators and bases say of templates, once all of their values are there: those of members stand behind their class. */
export function noteTemplates(frame: Frame, made: readonly number[]): void {
  const { module } = frame.function;
  for (const at of made) {
    frame.at = at;
    if (frame.op(at) === Op.Function) {
      const of = module.functions[frame.a(at)];
      if (of !== undefined && of.ir.decorators.length > 0) notePages(frame, of);
      continue;
    }
    const of = module.classes[frame.a(at)];
    if (of === undefined) continue;
    noteClassPages(frame, of);
    for (const { function: index } of of.ir.members) {
      const member = module.functions[index];
      if (member !== undefined && member.ir.decorators.length > 0) notePages(frame, member);
    }
  }
}

/** A function whose decorator names the template that gets what it returns, or the name under which templates call it. */
function notePages(frame: Frame, of: FunctionNode): void {
  for (const decorator of of.ir.decorators)
    for (const { facts } of placesOf(frame, decorator)) {
      if (facts === undefined) continue;
      const called = calledBy(frame, decorator);
      for (const { name } of facts.namedHelpers)
        for (const each of namesOf(name === undefined ? [] : select(frame, name, called), of.name))
          putHelper(frame, each, ofObject(of.object));
      for (const fact of facts.pages) {
        frame.solver.reachFunction(of, frame.depth);
        renderNamed(frame, fact, called, of.result.read(frame.function));
      }
    }
}

/** A class whose decorator, or base, says which template shows its instance. */
function noteClassPages(frame: Frame, of: ClassNode): void {
  for (const decorator of of.ir.decorators)
    for (const { facts } of placesOf(frame, decorator)) {
      if (facts === undefined) continue;
      const called = calledBy(frame, decorator);
      for (const { name, method } of facts.namedHelpers) {
        const value = method === undefined ? instanceOf(frame, of) : methodOf(of, method);
        for (const each of namesOf(name === undefined ? [] : select(frame, name, called), of.name))
          putHelper(frame, each, value);
      }
      for (const fact of facts.pages) renderNamed(frame, fact, called, instanceOf(frame, of));
    }
  for (const { facts } of basesOf(frame, of, 0)) for (const fact of facts?.pages ?? []) renderMembers(frame, fact, of);
}

function calledBy(frame: Frame, decorator: number): Called {
  const root = frame.root(decorator);
  return frame.op(root) === Op.Call
    ? frame.solver.calledAt(frame, root)
    : { receiver: nothing, receiverOperand: -1, args: { values: [], operands: [], spread: -1, keywords: undefined } };
}

function namesOf(selected: ReturnType<typeof select>, own: string): string[] {
  const names = selected.flatMap(({ value }) => value.constants).filter((name) => typeof name === 'string');
  return names.length > 0 ? names : [own];
}

function methodOf(of: ClassNode, name: string): Value {
  const method = of.methods.get(name);
  return method === undefined ? nothing : ofObject(method.object);
}

function renderNamed(frame: Frame, fact: RenderFact, called: Called, data: Value): void {
  for (const selector of fact.view)
    for (const { value } of select(frame, selector, called))
      for (const name of value.constants) if (typeof name === 'string') renderWith(frame, fact, name, data);
}

/** `template_name = 'a.html'`, and what `get_context_data` gives. */
function renderMembers(frame: Frame, fact: RenderFact, of: ClassNode): void {
  let data = nothing;
  for (const { name } of fact.data) {
    const method = of.methods.get(name);
    if (method === undefined) {
      data = join(data, memberOf(frame, of, name));
      continue;
    }
    frame.solver.reachFunction(method, frame.depth);
    data = join(data, method.result.read(frame.function));
  }
  if (fact.given.length > 0) data = withGiven(frame, fact, data);
  for (const { name } of fact.view)
    for (const view of memberOf(frame, of, name).constants)
      if (typeof view === 'string') renderWith(frame, fact, view, data);
}

function withGiven(frame: Frame, { given }: RenderFact, data: Value): Value {
  const table = frame.function.objectAt(-20_000 - frame.at, 'plain');
  if (data !== nothing) frame.write(table.from, data);
  for (const { name, is } of given) frame.write(table.field(name), specified(frame, is, undefined, undefined, 0));
  return withLabels(ofObject(table), data.labels);
}

/** What the class itself sets is looked at later than it. */
function memberOf(frame: Frame, of: ClassNode, name: string): Value {
  return join(of.object.field(name).read(frame.function), loadMember(frame, instanceOf(frame, of), name));
}
