import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import type { Notable } from '../values/notable.ts';
import { asksWho } from './access.ts';
import { firstOf, guardOf, listAt, type Route, type Routes, textOf, verbs } from './route.ts';

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
