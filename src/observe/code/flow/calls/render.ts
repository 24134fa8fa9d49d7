import { noApi } from '../models/api.ts';
import { callFunction } from './calls.ts';
import { type Called, meets, select } from '../objects/conditions.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { apiValue, loadElement, loadMember } from '../objects/members.ts';
import { isUnescaped } from '../objects/template-helpers.ts';
import type { RenderFact } from '../models/model-facts.ts';
import type { FunctionNode, ModuleNode } from '../values/nodes.ts';
import { join, joinLabels, noLabels, nothing, ofObject, unknown, type Value, withLabels } from '../values/value.ts';

/** So many templates a call may render, whose name is not known for certain. */
const mostViews = 6;

/** A call that renders templates of the project: what it gives, or undefined where none of them is known. */
export function renderTemplates(frame: Frame, renders: readonly RenderFact[], called: Called): Value | undefined {
  const facts = renders.filter(({ when }) => meets(frame, when, called, []));
  let result: Value | undefined;
  for (const fact of facts) {
    // One that escapes is known better than what it is in general.
    const escapes = facts.some(({ escapes }) => escapes === true) ? true : fact.escapes;
    for (const name of namesOf(frame, fact, called)) {
      const of = templateOf(frame, name);
      if (of === undefined) continue;
      const { locals, operand } = localsOf(frame, fact, called);
      const given = callTemplate(
        frame,
        of,
        locals,
        operand,
        isEscaped(escapes, name) && !(fact.answers && isUnescaped(frame)),
      );
      if (fact.answers) answerWith(frame, of);
      result = join(result ?? unknown, fact.answers ? unknown : given);
    }
  }
  return result;
}

/** What a decorator or a base says of a template. */
export function renderWith(frame: Frame, { escapes, answers }: RenderFact, name: string, data: Value): void {
  const of = templateOf(frame, name);
  if (of === undefined) return;
  callTemplate(frame, of, data, -1, isEscaped(escapes, name));
  if (answers) answerWith(frame, of);
}

function isEscaped(escapes: RenderFact['escapes'], name: string): boolean {
  return escapes === 'html' ? /\.(?:x?html?|xml|svg)$/i.test(name) : escapes;
}

/** A template is given `locals`, and `$put`, which is what is done with what it puts out. */
function callTemplate(frame: Frame, of: FunctionNode, locals: Value, operand: number, isEscaped: boolean): Value {
  const put = isEscaped ? apiValue(frame, frame.models.root('global:$escape')) : unknown;
  const values = [locals === nothing ? unknown : locals, put];
  return callFunction(
    frame,
    of,
    nothing,
    { values, operands: [operand, -1], spread: -1, keywords: undefined },
    noLabels,
  );
}

/** Functions inside, which are called for each element of a list, put something out too. */
function answerWith(frame: Frame, of: FunctionNode): void {
  frame.solver.answer(of, 'html', frame.function);
  for (const inner of of.module.functions)
    for (let around = inner.owner; around !== undefined; around = around.owner)
      if (around === of) frame.solver.answer(inner, 'html', frame.function);
}

/** What a template returns is put into a page: here, or in another template that is put here. */
export function answerTemplate(frame: Frame, kind: string, given: number): void {
  const root = frame.root(given);
  const callee = frame.op(root) === Op.Call ? frame.pool[frame.a(root)]! : -1;
  const at = callee < 0 ? -1 : frame.root(callee);
  const isOwn = at >= 0 && frame.op(at) === Op.Global && frame.text(frame.a(at)) === '$raw';
  // Of functions inside, what they give to others is not put out.
  if (frame.function.owner?.owner !== undefined && !isOwn) return;
  let isOther = false;
  const put = isOwn ? putOut(frame, root) : callee;
  for (const { function: of } of put < 0 ? [] : frame.value(put).objects) {
    if (of?.module.ir.template === undefined) continue;
    answerWith(frame, of);
    isOther = true;
  }
  if (!isOther) frame.hit(kind, given, frame.value(given).labels, []);
}

/** What is called for that which is put out as it is: a template's function (a macro); -1 for none. */
function putOut(frame: Frame, call: number): number {
  const from = frame.a(call);
  const given = frame.pool[from + 2]! > 0 ? frame.pool[from + 3]! : -1;
  const root = given < 0 ? -1 : frame.root(given);
  return root >= 0 && frame.op(root) === Op.Call ? frame.pool[frame.a(root)]! : -1;
}

function namesOf(frame: Frame, { view }: RenderFact, called: Called): string[] {
  const names = new Set<string>();
  for (const selector of view)
    for (const { value } of select(frame, selector, called)) {
      const list = value.objects.some(({ kind }) => kind === 'array') ? loadElement(frame, value) : value;
      for (const name of list.constants) if (typeof name === 'string' && names.size < mostViews) names.add(name);
    }
  return [...names];
}

/** The function of a template that is named here. */
function templateOf(frame: Frame, name: string): FunctionNode | undefined {
  const module = frame.solver.inline.get(name) ?? moduleOf(frame, name);
  if (module === undefined || module.ir.language !== frame.function.module.ir.language) return undefined;
  frame.solver.reach(module, frame.depth);
  return loadMember(frame, ofObject(module.namespace), 'render').objects.find(({ kind }) => kind === 'function')
    ?.function;
}

function moduleOf(frame: Frame, name: string): ModuleNode | undefined {
  if (name.length > 300) return undefined;
  const path = frame.solver.resolved(frame.function.module, `template:${name}`);
  return typeof path === 'string' ? frame.solver.module(path) : undefined;
}

/** All that a template is given, and where the first of it stands. */
function localsOf(frame: Frame, { data }: RenderFact, called: Called): { locals: Value; operand: number } {
  let locals = nothing;
  let operand = -1;
  for (const selector of data)
    for (const selected of select(frame, selector, called)) {
      locals = join(locals, selected.value);
      if (operand < 0) operand = selected.operand;
    }
  const { keywords } = called.args;
  const isMixed = locals.api !== noApi && locals.objects.length > 0;
  if (keywords === undefined && !isMixed) return { locals, operand };
  // In one object, whatever it is made of.
  const table = frame.function.objectAt(-10_000 - frame.at, 'plain');
  if (locals !== nothing) frame.write(table.from, locals);
  let { labels } = locals;
  for (const [name, { value }] of keywords ?? [])
    if (name === '**') {
      frame.write(table.from, value);
      labels = joinLabels(labels, value.labels);
    } else frame.write(table.field(name), value);
  return { locals: withLabels(ofObject(table), labels), operand };
}
