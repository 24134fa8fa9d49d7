import type { ApiSet } from '../models/api.ts';
import { noApi } from '../models/api.ts';
import { passTo } from '../calls/calls.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { isOther, isText, textsOf } from '../functions/parameters.ts';
import { specified } from '../calls/modelled.ts';
import type { Entry } from '../models/model-facts.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import { masked, noLabels, nothing, type Value, withLabels } from '../values/value.ts';

/** A function with decorators: those of frameworks that call it. */
export function noteEntries(frame: Frame, of: FunctionNode): void {
  if (of.ir.decorators.length === 0) return;
  const routes = of.ir.decorators.flatMap((decorator) => textsOf(frame, decorator));
  for (const decorator of of.ir.decorators)
    for (const { facts } of placesOf(frame, decorator))
      for (const entry of facts?.decorates ?? []) enter(frame, entry, of, routes);
  // `@app.get('/', response_class=HTMLResponse)`: what it gives is a page.
  if (of.isPython && of.ir.decorators.some((decorator) => answersPages(frame, decorator)))
    frame.solver.answer(of, 'html', frame.function);
}

function answersPages(frame: Frame, decorator: number): boolean {
  const root = frame.root(decorator);
  if (frame.op(root) !== Op.Call) return false;
  const from = frame.a(root);
  for (let nth = from + 3 + frame.pool[from + 2]!; nth + 1 < from + frame.b(root); nth += 2)
    if (frame.text(frame.pool[nth]!) === 'response_class' && nameOf(frame, frame.pool[nth + 1]!) === 'HTMLResponse')
      return true;
  return false;
}

/** Where a decorator is in the models: itself, or, where it is called, what is called. */
export function placesOf(frame: Frame, decorator: number): ApiSet[] {
  const sets = [frame.value(decorator).api];
  const root = frame.root(decorator);
  if (frame.op(root) === 19) sets.push(frame.value(frame.pool[frame.a(root)]!).api);
  return sets.filter((set) => set !== noApi);
}

/** A class that a framework knows by its decorator or base: its methods are called. */
export function noteClassEntries(frame: Frame, of: ClassNode): void {
  const entries: Entry[] = [];
  for (const decorator of of.ir.decorators)
    for (const { facts } of placesOf(frame, decorator)) entries.push(...(facts?.decorates ?? []));
  const bases = basesOf(frame, of, 0);
  for (const { facts } of bases) entries.push(...(facts?.bases ?? []));
  for (const member of of.module.functions) {
    if (member.class !== of) continue;
    for (const entry of entries)
      if (
        entry.entry.methods.length === 0
          ? member.memberKind === 'method' && entry.entry.decorators.length === 0
          : entry.entry.methods.some((method) => isCalled(method, member.name))
      )
        enter(frame, entry, member);
    // Where they stand in a function of their own, that notes them.
    if (member.ir.decorators.length > 0 && member.owner === frame.function) noteEntries(frame, member);
  }
}

/** `resolve_*` stands for each method whose name begins so. */
function isCalled(method: string, name: string): boolean {
  return method.endsWith('*') ? name.startsWith(method.slice(0, -1)) : method === name;
}

export function basesOf(frame: Frame, of: ClassNode, depth: number): ApiSet[] {
  const bases = of.bases.read(frame.function);
  const sets = bases.api === noApi ? [] : [bases.api];
  if (depth < 8)
    for (const base of bases.objects)
      if (base.class !== undefined && base.class !== of) sets.push(...basesOf(frame, base.class, depth + 1));
  return sets;
}

/** A framework calls the function: its parameters are what the entry says. `routes`: texts that its decorators are given. */
export function enter(
  frame: Frame,
  { entry, file, decorated }: Entry,
  of: FunctionNode,
  routes: readonly string[] = [],
): void {
  if (file !== undefined && !file.test(of.module.path)) return;
  // A function that merely has the name of a handler: `handler(request)` is none of those that get an `event`.
  if (entry.exported.length > 0 && entry.params.length === 0 && entry.named.length > 0 && !namesOne(entry, of)) return;
  of.isCalled = true;
  const isMethod = of.isPython && of.class !== undefined && !of.isStatic;
  for (let index = isMethod ? 1 : 0; index < of.ir.params.length; index++) {
    const own = entry.params[index - (isMethod ? 1 : 0)];
    const name = of.paramName(index);
    const named =
      entry.named.find((each) => each.name === name) ??
      (own === undefined ? entry.named.find((each) => each.name === '*') : undefined);
    const spec = named?.is ?? own;
    if (spec !== undefined && !(spec.is === 'source' && isOther(frame, of, index, routes))) {
      const given = specified(frame, spec, undefined, of, index);
      put(frame, of, index, isText(of, index) ? withLabels(given, masked(given.labels, frame.solver.textMask)) : given);
    }
    for (const decorator of of.ir.params[index]!.decorators)
      for (const { nodes } of placesOf(frame, decorator))
        for (const each of decorated)
          if (each.nodes.some((node) => nodes.includes(node)))
            put(frame, of, index, specified(frame, each.is, undefined, of, index));
  }
  if (entry.result?.is === 'sink') frame.solver.answer(of, entry.result.kind, frame.function);
}

/** Files whose exports a framework calls. */
export function noteExported(frame: Frame, name: string, value: Value): void {
  for (const entry of frame.models.exported) {
    if (!entry.entry.exported.includes(name) && !entry.entry.exported.includes('*')) continue;
    if (entry.file !== undefined && !entry.file.test(frame.function.module.path)) continue;
    for (const object of value.objects) {
      if (object.kind === 'function') enter(frame, entry, object.function!);
      else if (object.kind === 'plain')
        for (const cell of object.everyField(frame.function))
          for (const inner of cell.read(frame.function).objects)
            if (inner.kind === 'function') enter(frame, entry, inner.function!);
    }
  }
}

function namesOne({ named }: Entry['entry'], of: FunctionNode): boolean {
  return of.ir.params.some((_, index) => named.some(({ name }) => name === '*' || name === of.paramName(index)));
}

function put(frame: Frame, of: FunctionNode, index: number, value: Value): void {
  if (value === nothing) return;
  if (value.labels.length > 0) frame.connect(value.labels, of.label(index), -1);
  passTo(frame, of, index, withLabels(value, noLabels), -1);
}
