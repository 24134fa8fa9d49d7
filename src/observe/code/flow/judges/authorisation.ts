import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import type { Notable } from '../values/notable.ts';
import { asksWho } from './access.ts';
import { decoratedRoute, decoratedRoutes, functionAt, keywordsOf } from './decorated-routes.ts';
import { type Judge, note } from './judge.ts';
import { guarding, guardOf, listAt, type Route, type Routes } from './route.ts';
import { calledRoutes } from './routes.ts';

const open =
  /log-?_?in|log-?_?out|sign-?_?(?:in|up|out)|regist|password|reset|forgot|token|oauth|sso|callback|webhook|hooks?\b|health|ready|live|ping|metrics|version|status|public|contact|subscri|newsletter|refresh|session|csrf|captcha|verify|confirm|static|assets|docs|openapi|swagger|favicon|robots/i;
const reading = new Set(['get', 'head', 'any']);

/** Routes without a test of who asks, beside others of the same router or class that have one. */
export const missingAuthorisation: Judge = (frame, notable) => {
  for (const routes of calledRoutes(frame, notable).values()) judge(frame, routes);
  if (notable.made.length === 0) return;
  const { isPython, index, memberKind } = frame.function;
  if (!isPython) {
    for (const at of notable.made)
      if (frame.op(at) === Op.Class) judgeController(frame, frame.function.module.classes[frame.a(at)]!);
    return;
  }
  const decorated = decoratedRoutes(frame, notable);
  const covered = decorated.size === 0 ? undefined : coveredRouters(frame, notable);
  for (const [router, routes] of decorated) if (covered?.has(router) !== true) judge(frame, routes);
  if (memberKind === 'static-fields') judgeMethods(frame, notable);
  if (index !== 0) return;
  judgeViews(frame, notable);
  judgeViewSets(frame, notable);
};

/** Routers of which all routes have a guard: `APIRouter(dependencies=[…])`, `@blueprint.before_request`. */
function coveredRouters(frame: Frame, { calls, made }: Notable): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const { at, name } of calls) {
    if (keywordsOf(frame, at, 'dependencies').some((each) => guardOf(frame, each) !== undefined))
      covered.add(String(at));
    const receiver = frame.pool[frame.a(at) + 1]!;
    if (receiver >= 0 && hook.test(name)) covered.add(String(frame.root(receiver)));
  }
  for (const at of made)
    for (const decorator of functionAt(frame, at)?.ir.decorators ?? []) {
      const root = frame.root(decorator);
      if (frame.op(root) === Op.Load && hook.test(frame.text(frame.b(root))))
        covered.add(String(frame.root(frame.a(root))));
    }
  return covered;
}

const hook = /^before_(?:app_)?request$/;

/** Those without the guard that at least two, and at least as many as are without, have in common. */
function judge(frame: Frame, routes: readonly Route[]): void {
  const counts = new Map<string, number>();
  for (const { guards } of routes) for (const guard of new Set(guards)) counts.set(guard, (counts.get(guard) ?? 0) + 1);
  const guarded = routes.filter(({ guards }) => guards.length > 0);
  const bare = routes.filter(
    ({ guards, isSettled, path, name }) => guards.length === 0 && !isSettled && !open.test(path) && !open.test(name),
  );
  const [guard, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (most < 2) return;
  const bareChanging = bare.filter(({ method }) => !reading.has(method)).length;
  const guardedReading = guarded.filter(({ method }) => reading.has(method)).length;
  const bareReading = routes.filter(({ method, guards }) => reading.has(method) && guards.length === 0).length;
  for (const route of bare) {
    const isReading = reading.has(route.method);
    // Often everybody may read what only some may change.
    if (isReading ? guardedReading <= bareReading || bareReading > 1 : guarded.length < bareChanging) continue;
    const beside = guarded.filter(({ guards }) => guards.includes(guard)).slice(0, 3);
    note(
      frame,
      'missing-authorisation',
      route.at,
      [],
      `${shown(route)} has no ${guard}, which ${listed(beside.map(shown))} beside it ${beside.length === 1 ? 'has' : 'have'}.`,
      isReading ? 'possible' : 'likely',
    );
  }
}

function shown({ method, path, name }: Route): string {
  const verb = method === 'any' ? '' : method.toUpperCase();
  return [verb, path === '' ? name : path].filter((part) => part !== '').join(' ') || 'a route';
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

// Classes.

const verbNames = new Set(['get', 'post', 'put', 'patch', 'delete']);
const handlerBase = /Handler$|View$|Resource$|Endpoint$|HTTPMethodView$/;
const covering = /^(?:permission_classes|decorators|method_decorators|authentication_classes|required_permissions)$/;

/** A class of handlers in Python, a method for each verb: `@authenticated def put(self)`. */
function judgeMethods(frame: Frame, { made: all, stores }: Notable): void {
  const own = frame.function.class;
  if (own === undefined || !isHandler(own)) return;
  const routes: Route[] = [];
  if (stores.some((at) => covering.test(frame.text(frame.b(at))))) return;
  for (const at of all) {
    const made = functionAt(frame, at);
    // Before each of them: Tornado's `prepare`, Django's `dispatch`.
    if (made?.name === 'prepare' || made?.name === 'dispatch' || made?.name === 'initial') return;
    if (made === undefined || !verbNames.has(made.name)) continue;
    const guards = made.ir.decorators.flatMap((each) => guardOf(frame, each) ?? []);
    routes.push({
      at,
      method: made.name,
      path: '',
      name: `${own.name}.${made.name}`,
      guards,
      isSettled: asksWho(made),
    });
  }
  judge(frame, routes);
}

function isHandler(own: ClassNode): boolean {
  const { code } = own.module.functions[own.ir.owner]!.ir;
  return (
    own.ir.bases.every((base) => !/LoginRequired|Permission|UserPasses|Auth/.test(nameIn(own, base))) &&
    own.ir.bases.some((base) => {
      const name = nameIn(own, base);
      if (handlerBase.test(name)) return true;
      // A base of the same file: what it extends decides.
      const made = code[base * 6] === Op.Class ? own.module.classes[code[base * 6 + 1]!] : undefined;
      return made !== undefined && made !== own && made.ir.bases.some((each) => handlerBase.test(nameIn(made, each)));
    })
  );
}

function nameIn({ module, ir }: ClassNode, value: number): string {
  const { code } = module.functions[ir.owner]!.ir;
  const [op, a, b] = [code[value * 6], code[value * 6 + 1]!, code[value * 6 + 2]!];
  if (op === Op.Load || op === Op.Import) return module.ir.texts[b] ?? '';
  if (op === Op.Class) return module.classes[a]?.name ?? '';
  return op === Op.Global ? (module.ir.texts[a] ?? '') : '';
}

/** A class of handlers in JavaScript, whose methods have decorators (NestJS). */
function judgeController(frame: Frame, made: ClassNode): void {
  const names = made.ir.decorators.map((each) => guardOf(frame, each));
  if (made.ir.decorators.length === 0 || names.some((name) => name !== undefined)) return;
  const routes: Routes = new Map();
  for (const { function: number } of made.ir.members) {
    const method = made.module.functions[number];
    const told =
      method === undefined || method.ir.decorators.length === 0
        ? undefined
        : decoratedRoute(frame, -1 - number, method);
    if (told !== undefined)
      listAt(routes, told.router).push({
        ...told.route,
        at: placeOf(frame, method!),
        path: pathOf(told.route.path, method!),
      });
  }
  for (const list of routes.values()) judge(frame, list);
}

/** The first decorator stands where the method is told of. */
function placeOf(frame: Frame, method: FunctionNode): number {
  return frame.root(method.ir.decorators[0]!);
}

function pathOf(path: string, { name }: FunctionNode): string {
  return path === '' ? `(${name})` : path;
}

// Views of Django: functions that take a request.

/** What a view does that changes something. */
const changing =
  /^(?:save|delete|create|update|bulk_create|bulk_update|update_or_create|get_or_create|add|remove|clear|set_password)$/;

function judgeViews(frame: Frame, { made: all }: Notable): void {
  const routes: Route[] = [];
  for (const at of all) {
    const made = functionAt(frame, at);
    if (made === undefined || made.paramName(0) !== 'request' || made.name.startsWith('_')) continue;
    if (decoratedRoute(frame, at, made) !== undefined) continue;
    const names = made.ir.decorators.map((each) => decoratorName(frame, each));
    const guards = names.filter((name) => guarding.test(name) && name !== 'permission_classes');
    if (
      made.ir.decorators.some((each) => decoratorName(frame, each) === 'permission_classes' && !isForAll(frame, each))
    )
      guards.push('permission_classes');
    const isChanging = names.some((name) => /^require_post$/i.test(name)) || changes(made);
    routes.push({
      at,
      method: isChanging ? 'post' : 'get',
      path: '',
      name: made.name,
      guards,
      isSettled: asksWho(made),
    });
  }
  judge(
    frame,
    routes.map((route) => ({ ...route, method: route.method === 'post' ? 'post' : 'any' })),
  );
}

function changes({ ir, module }: FunctionNode): boolean {
  for (let at = 0; at < ir.code.length; at += 6)
    if (ir.code[at] === Op.Load && changing.test(module.ir.texts[ir.code[at + 2]!]!)) return true;
  return false;
}

function decoratorName(frame: Frame, at: number): string {
  const root = frame.root(at);
  return nameOf(frame, frame.op(root) === Op.Call ? frame.pool[frame.a(root)]! : root);
}

/** Classes of REST framework views: those that say nothing of permissions, beside at least two that do. */
function judgeViewSets(frame: Frame, { made: all }: Notable): void {
  const { classes, functions, ir } = frame.function.module;
  const routes: Route[] = [];
  for (const at of all) {
    const made = frame.op(at) === Op.Class ? classes[frame.a(at)] : undefined;
    if (made === undefined || !made.ir.bases.some((base) => /ViewSet$|APIView$/.test(nameOf(frame, base)))) continue;
    const names = new Set<string>();
    for (const { function: number, kind } of made.ir.members) {
      const { code } = functions[number]!.ir;
      names.add(functions[number]!.name);
      if (kind === 'static-fields')
        for (let value = 0; value < code.length; value += 6)
          if (code[value] === Op.Store) names.add(ir.texts[code[value + 2]!]!);
    }
    const isGuarded = names.has('permission_classes');
    const isSettled = ['get_permissions', 'authentication_classes', 'initial', 'check_permissions'].some((name) =>
      names.has(name),
    );
    const isReading = made.ir.bases.every((base) =>
      /ReadOnly|List|Retrieve|Generic|^APIView$/.test(nameOf(frame, base)),
    );
    routes.push({
      at,
      method: isReading ? 'get' : 'post',
      path: '',
      name: made.name,
      guards: isGuarded ? ['permission_classes'] : [],
      isSettled,
    });
  }
  judge(frame, routes);
}

/** `@permission_classes([])`: nobody is asked who it is. That everybody may (`AllowAny`) somebody has decided. */
function isForAll(frame: Frame, decorator: number): boolean {
  const call = frame.root(decorator);
  if (frame.op(call) !== Op.Call || frame.pool[frame.a(call) + 2]! < 1) return false;
  const list = frame.pool[frame.a(call) + 3]! < 0 ? -1 : frame.root(frame.pool[frame.a(call) + 3]!);
  return list >= 0 && frame.op(list) === Op.Array && frame.b(list) === 0;
}
