import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import type { FunctionNode } from '../values/nodes.ts';
import type { Notable } from '../values/notable.ts';
import { asksWho, refuses } from './access.ts';
import { guarding, guardOf, listAt, public_, type Route, type Routes, textOf, verbs, wrapping } from './route.ts';

/** The routes that decorators make of functions (`@app.post('/x')`), by router; those of a class's methods together. */
export function decoratedRoutes(frame: Frame, { made }: Notable): Routes {
  const routes: Routes = new Map();
  for (const at of made) {
    const one = functionAt(frame, at);
    const told = one === undefined || one.ir.decorators.length === 0 ? undefined : decoratedRoute(frame, at, one);
    if (told !== undefined) listAt(routes, told.router).push(told.route);
  }
  return routes;
}

/** The function that comes about at a value. */
export function functionAt(frame: Frame, at: number): FunctionNode | undefined {
  return frame.op(at) === Op.Function ? frame.function.module.functions[frame.a(at)] : undefined;
}

export function decoratedRoute(
  frame: Frame,
  at: number,
  made: FunctionNode,
): { readonly router: string; readonly route: Route } | undefined {
  let router: string | undefined;
  let method = '';
  let path = '';
  const guards: string[] = [];
  let isSettled = false;
  for (const decorator of made.ir.decorators) {
    const root = frame.root(decorator);
    const isCall = frame.op(root) === Op.Call;
    const callee = isCall ? frame.pool[frame.a(root)]! : root;
    const name = nameOf(frame, callee).toLowerCase();
    if (isCall && (verbs.has(name) || name === 'route' || name === 'api_route')) {
      const from = frame.a(root);
      const receiver = frame.pool[from + 1]!;
      router = receiver < 0 ? 'class' : String(frame.root(receiver));
      path = textOf(frame, frame.pool[from + 2]! > 0 ? frame.pool[from + 3] : undefined);
      method = verbs.has(name) ? name : methodsOf(frame, root);
      guards.push(...keywordsOf(frame, root, 'dependencies').flatMap((each) => guardOf(frame, each) ?? []));
      continue;
    }
    if (public_.test(name)) isSettled = true;
    const guard = guardOf(frame, decorator);
    if (guard !== undefined) guards.push(guard);
  }
  if (router === undefined) return undefined;
  guards.push(...injected(made));
  const route = { at, method, path, name: made.name, guards, isSettled: isSettled || asksWho(made) };
  return { router, route };
}

/** `methods=['POST']`: what changes something comes first. */
function methodsOf(frame: Frame, call: number): string {
  const given = keywordsOf(frame, call, 'methods').flatMap((list) =>
    frame.op(frame.root(list)) === Op.Array
      ? frame.pool.slice(frame.a(frame.root(list)), frame.a(frame.root(list)) + frame.b(frame.root(list)))
      : [],
  );
  const named = given
    .flatMap((each) => (each < 0 ? [] : frame.value(each).constants))
    .flatMap((each) => (typeof each === 'string' ? each.toLowerCase() : []));
  return named.find((each) => each !== 'get') ?? 'get';
}

export function keywordsOf(frame: Frame, call: number, name: string): number[] {
  const from = frame.a(call);
  const found: number[] = [];
  for (let nth = from + 3 + frame.pool[from + 2]!; nth + 1 < from + frame.b(call); nth += 2)
    if (frame.pool[nth]! >= 0 && frame.text(frame.pool[nth]!) === name) found.push(frame.pool[nth + 1]!);
  return found;
}

/** Parameters that are given who asks: `user = Depends(current_user)`. */
function injected({ ir, module }: FunctionNode): string[] {
  const names: string[] = [];
  const text = (number: number): string => module.ir.texts[number] ?? '';
  for (const { name, type } of ir.params)
    if (
      /^(?:current_?)?user$|current_?user|^principal$|^identity$/i.test(text(name)) ||
      /current_?user|auth/i.test(text(type))
    )
      names.push(text(name));
  for (let at = 0; at < ir.code.length; at += 6) {
    if (ir.code[at] !== Op.Call) continue;
    const from = ir.code[at + 1]!;
    if (!wrapping.has(outerName(module.functions, ir, ir.pool[from]!))) continue;
    const given = ir.pool[from + 2]! > 0 ? outerName(module.functions, ir, ir.pool[from + 3]!) : '';
    const target = outerFunction(module.functions, ir, ir.pool[from + 3]!);
    if (guarding.test(given) || (target !== undefined && refuses(target))) names.push(given);
  }
  return names;
}

/** The name of a value of a function that no frame is there for. */
function outerName(functions: readonly FunctionNode[], ir: FunctionNode['ir'], at: number): string {
  const [op, a, b] = [ir.code[at * 6], ir.code[at * 6 + 1]!, ir.code[at * 6 + 2]!];
  const texts = functions[0]!.module.ir.texts;
  if (op === Op.Outer)
    return functions[a] === undefined || functions[a].ir === ir ? '' : outerName(functions, functions[a].ir, b);
  if (op === Op.Import || op === Op.Load) return texts[b] ?? '';
  if (op === Op.Global) return texts[a] ?? '';
  return op === Op.Function ? (functions[a]?.name ?? '') : '';
}

function outerFunction(
  functions: readonly FunctionNode[],
  ir: FunctionNode['ir'],
  at: number,
): FunctionNode | undefined {
  const [op, a, b] = [ir.code[at * 6], ir.code[at * 6 + 1]!, ir.code[at * 6 + 2]!];
  if (op === Op.Function) return functions[a];
  if (op === Op.Outer && functions[a] !== undefined && functions[a].ir !== ir)
    return outerFunction(functions, functions[a].ir, b);
  return undefined;
}
