import { nameOf } from '../callee-name.ts';
import type { Frame } from '../frame.ts';
import { asksWho, refuses } from './access.ts';
import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../nodes.ts';
import type { Notable } from '../notable.ts';

/** An address that a router answers, with what stands before its handler. */
export interface Route {
  /** The value (a call, a function) at which it is told of. */
  readonly at: number;
  /** `get`, `post`, …; `any`. */
  readonly method: string;
  /** `` where it is not known. */
  readonly path: string;
  /** The handler's name. */
  readonly name: string;
  /** What tests who asks, by name. */
  readonly guards: readonly string[];
  /** It asks itself who asks, or says that everybody may. */
  readonly isSettled: boolean;
}

/** Routes that stand beside each other, of one router or class. */
export type Routes = Map<string, Route[]>;

export const guarding =
  /auth|log_?in|signed_?in|permission|guard|protect|jwt|role|admin|require_?(?:user|role|session|token|scope)|current_?user|get_?user|verify_?token|api_?key|access|staff|member|policy|(?:^|_)can_?[A-Z]/i;
const public_ = /public|allow_?any|skip_?auth|anonymous|no_?auth|exempt_?auth|optional/i;
const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head']);
const telling = new Set([...verbs, 'use', 'addHook', 'route']);
/** Members of a route's settings that name what comes before its handler. */
const before = new Set([
  'preHandler',
  'onRequest',
  'preValidation',
  'beforeHandler',
  'middleware',
  'middlewares',
  'pre',
  'guards',
  'dependencies',
]);
/** Functions that say of others that they come first: `Depends(user)`. */
const wrapping = new Set(['Depends', 'Security', 'UseGuards', 'applyDecorators', 'method_decorator', 'compose', 'use']);

/** The routes that calls tell of (`router.delete(path, …, handler)`), by router, in order. What `use` puts before them counts for those that follow. */
export function calledRoutes(frame: Frame, { calls }: Notable): Routes {
  const routes: Routes = new Map();
  const covered = new Map<string, { readonly prefix: string; readonly guard: string }[]>();
  for (const { at, name } of calls) {
    const from = frame.a(at);
    if (frame.pool[from + 1]! < 0 || !telling.has(name)) continue;
    const { base, path: chained } = routerOf(frame, at);
    const given = frame.pool.slice(from + 3, from + 3 + frame.pool[from + 2]!).filter((each) => each >= 0);
    const key = String(base);
    if (name === 'use' || name === 'addHook') {
      const prefix = textOf(frame, given[0]);
      const guard = firstOf(given, (each) => guardOf(frame, each));
      if (guard !== undefined)
        listAt(covered, key).push({ prefix: name === 'use' ? prefix.replace(/\*$/, '') : '', guard });
      continue;
    }
    if (name === 'route' && given.length === 1) {
      const told = (frame.op(frame.root(given[0]!)) === Op.Array ? itemsOf(frame, given[0]!) : given).flatMap(
        (each) => objectRoute(frame, each) ?? [],
      );
      if (told.length > 0) listAt(routes, key).push(...told.map((route) => inheriting(route, covered.get(key))));
      continue;
    }
    if (!verbs.has(name)) continue;
    const own = textOf(frame, given[0]);
    const path = chained === '' ? own : chained;
    const rest = chained === '' ? given.slice(1) : given;
    if (!path.startsWith('/') || rest.length === 0) continue;
    listAt(routes, key).push(inheriting(routeOf(frame, at, name, path, rest), covered.get(key)));
  }
  return routes;
}

type Cover = readonly { readonly prefix: string; readonly guard: string }[];

function inheriting(route: Route, covers: Cover = []): Route {
  const over = covers.find(({ prefix }) => !prefix.startsWith('/') || route.path.startsWith(prefix));
  return over === undefined ? route : { ...route, guards: [over.guard, ...route.guards] };
}

/** `{ method: 'DELETE', path: '/orders', options: { auth: 'session' }, handler }` (hapi, Fastify's `route`). */
function objectRoute(frame: Frame, at: number): Route | undefined {
  const root = frame.root(at);
  if (frame.op(root) !== Op.Object) return undefined;
  const members = new Map<string, number>();
  for (let nth = frame.a(root); nth < frame.a(root) + frame.b(root) * 2; nth += 2)
    if (frame.pool[nth]! >= 0) members.set(frame.text(frame.pool[nth]!), frame.pool[nth + 1]!);
  const method = textOf(frame, members.get('method')).toLowerCase();
  const path = textOf(frame, members.get('path') ?? members.get('url'));
  if (!verbs.has(method) || !path.startsWith('/')) return undefined;
  const { guards, isSettled } = settingsOf(frame, root);
  const handler = members.get('handler');
  const functions =
    handler === undefined ? [] : frame.value(handler).objects.flatMap((object) => object.function ?? []);
  const name = handler === undefined ? '' : nameOf(frame, handler);
  return { at: root, method, path, name, guards, isSettled: isSettled || functions.some(asksWho) };
}

function itemsOf(frame: Frame, at: number): number[] {
  const root = frame.root(at);
  return frame.pool.slice(frame.a(root), frame.a(root) + frame.b(root)).filter((each) => each >= 0);
}

function routeOf(frame: Frame, at: number, name: string, path: string, rest: readonly number[]): Route {
  const guards: string[] = [];
  let isSettled = false;
  for (const each of rest.slice(0, -1)) {
    const settings = settingsOf(frame, each);
    guards.push(...settings.guards);
    isSettled ||= settings.isSettled;
    const guard = guardOf(frame, each);
    if (guard !== undefined) guards.push(guard);
  }
  const handler = rest.at(-1)!;
  const settings = settingsOf(frame, handler);
  guards.push(...settings.guards);
  // A handler that is wrapped: `requireLogin(handler)`.
  if (frame.op(frame.root(handler)) === Op.Call) guards.push(...[guardOf(frame, handler) ?? []].flat());
  const functions = frame.value(handler).objects.flatMap((object) => object.function ?? []);
  return {
    at,
    method: name === 'del' ? 'delete' : name === 'all' ? 'any' : name,
    path,
    name: nameOf(frame, handler),
    guards,
    isSettled: isSettled || settings.isSettled || functions.some(asksWho),
  };
}

/** What the router is that a call is made on, along `router.route('/x').get(…).post(…)`. */
function routerOf(frame: Frame, at: number): { readonly base: number; readonly path: string } {
  let base = frame.root(frame.pool[frame.a(at) + 1]!);
  let path = '';
  for (let hops = 0; hops < 40 && frame.op(base) === Op.Call; hops++) {
    const from = frame.a(base);
    const name = nameOf(frame, frame.pool[from]!);
    const receiver = frame.pool[from + 1]!;
    if (receiver < 0 || !(verbs.has(name) || name === 'use' || name === 'route')) break;
    if (name === 'route') path = textOf(frame, frame.pool[from + 3]);
    base = frame.root(receiver);
  }
  return { base, path };
}

/** `{ preHandler: [authenticate] }`, `{ auth: false }`. */
function settingsOf(frame: Frame, at: number): { readonly guards: readonly string[]; readonly isSettled: boolean } {
  const root = frame.root(at);
  const guards: string[] = [];
  let isSettled = false;
  if (frame.op(root) !== Op.Object) return { guards, isSettled };
  for (let nth = frame.a(root); nth < frame.a(root) + frame.b(root) * 2; nth += 2) {
    const name = frame.pool[nth]! < 0 ? '' : frame.text(frame.pool[nth]!);
    const value = frame.pool[nth + 1]!;
    if (before.has(name)) guards.push(...[guardOf(frame, value) ?? []].flat());
    else if (name === 'auth' || name === 'isPublic' || name === 'public') {
      if (frame.value(value).constants.includes(name !== 'auth')) isSettled = true;
      else if (name === 'auth') guards.push('auth');
    } else if (name === 'config' || name === 'options') {
      const inner = settingsOf(frame, value);
      guards.push(...inner.guards);
      isSettled ||= inner.isSettled;
    }
  }
  return { guards, isSettled };
}

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

/** The name of what tests who asks; undefined for what does something else. */
export function guardOf(frame: Frame, at: number, depth = 0): string | undefined {
  const root = frame.root(at);
  if (depth > 3) return undefined;
  if (frame.op(root) === Op.Array)
    return firstOf(
      frame.pool.slice(frame.a(root), frame.a(root) + frame.b(root)).filter((each) => each >= 0),
      (each) => guardOf(frame, each, depth + 1),
    );
  const isCall = frame.op(root) === Op.Call;
  const callee = isCall ? frame.pool[frame.a(root)]! : root;
  const name = nameOf(frame, callee);
  if (isCall && wrapping.has(name)) {
    const from = frame.a(root);
    return firstOf(
      frame.pool.slice(from + 3, from + 3 + frame.pool[from + 2]!).filter((each) => each >= 0),
      (each) => guardOf(frame, each, depth + 1),
    );
  }
  if (public_.test(name)) return undefined;
  if (guarding.test(name)) return name;
  const functions = frame.value(callee).objects.flatMap((object) => object.function ?? []);
  return name !== '' && functions.some(refuses) ? name : undefined;
}

function textOf(frame: Frame, at: number | undefined): string {
  const [constant] = at === undefined || at < 0 ? [] : frame.value(at).constants;
  return typeof constant === 'string' ? constant : '';
}

function firstOf<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function listAt<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (list === undefined) {
    list = [];
    map.set(key, list);
  }
  return list;
}
