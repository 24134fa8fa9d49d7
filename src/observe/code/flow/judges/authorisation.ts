import { Op } from '../../ir/ir.ts';
import { nameOf } from '../callee-name.ts';
import type { Frame } from '../frame.ts';
import type { Notable } from '../notable.ts';
import { type Judge, note } from './judge.ts';

const changes = new Set(['post', 'put', 'patch', 'delete', 'del', 'requirepost', 'deletemapping']);
const methods = new Set([...changes, 'get', 'head', 'all', 'route']);
const guarding =
  /auth|log_?in|signed_?in|permission|guard|protect|jwt|role|admin|require_?(?:user|role|session|token)|verify_?token|access|staff|member|policy|can[A-Z]/i;
const open =
  /log-?in|log-?out|sign-?(?:in|up|out)|register|regist|password|reset|token|oauth|callback|webhook|hook|health|public|contact|subscri|refresh|session/i;

/** Routes that change something without a test of who asks, beside others of the same router that have one. */
export const missingAuthorisation: Judge = (frame, notable) => {
  byRouter(frame, notable);
  byDecorators(frame);
};

function byRouter(frame: Frame, { calls }: Notable): void {
  const routers = new Map<number, { at: number; isGuarded: boolean; changes: boolean }[]>();
  const covered = new Set<number>();
  for (const { at, name } of calls) {
    const from = frame.a(at);
    const receiver = frame.pool[from + 1]!;
    if (receiver < 0) continue;
    const router = frame.root(receiver);
    const count = frame.pool[from + 2]!;
    const given = frame.pool.slice(from + 3, from + 3 + count).filter((each) => each >= 0);
    if (name === 'use' && given.some((each) => isGuarding(frame, each))) covered.add(router);
    if (!methods.has(name) || count < 2 || given.length < 2) continue;
    const path = frame.value(given[0]!).constants[0];
    if (typeof path !== 'string' || !path.startsWith('/')) continue;
    const list = routers.get(router) ?? [];
    routers.set(router, list);
    list.push({
      at,
      isGuarded:
        given.slice(1, -1).some((each) => isGuarding(frame, each)) || isGuarding(frame, given[given.length - 1]!, true),
      changes: changes.has(name) && !open.test(path),
    });
  }
  for (const [router, routes] of routers) if (!covered.has(router)) judge(frame, routes);
}

/** Where at least two, and most, are guarded, those that are not stand out. */
function judge(frame: Frame, routes: readonly { at: number; isGuarded: boolean; changes: boolean }[]): void {
  const guarded = routes.filter(({ isGuarded }) => isGuarded).length;
  if (guarded < 2 || guarded * 2 < routes.length) return;
  for (const route of routes) if (!route.isGuarded && route.changes) note(frame, 'missing-authorisation', route.at, []);
}

function isGuarding(frame: Frame, at: number, isWrapped = false): boolean {
  const root = frame.root(at);
  if (frame.op(root) === Op.Call) return guarding.test(nameOf(frame, frame.pool[frame.a(root)]!));
  if (isWrapped) return false;
  if (frame.op(root) === Op.Array)
    return frame.pool
      .slice(frame.a(root), frame.a(root) + frame.b(root))
      .some((each) => each >= 0 && isGuarding(frame, each));
  return guarding.test(nameOf(frame, root));
}

function byDecorators(frame: Frame): void {
  const routes: { at: number; isGuarded: boolean; changes: boolean }[] = [];
  const { functions } = frame.function.module;
  let isInjected = false;
  for (let at = 0; at < frame.values.length; at++) {
    const op = frame.op(at);
    if (op === Op.Call && nameOf(frame, frame.pool[frame.a(at)]!) === 'Depends') isInjected = true;
    if (op !== Op.Function) continue;
    const made = functions[frame.a(at)];
    if (made === undefined || made.ir.decorators.length === 0) continue;
    const names = made.ir.decorators.map((decorator) => decoratorName(frame, decorator));
    const isRoute = names.some(
      (name) => methods.has(name.toLowerCase()) || changes.has(name.toLowerCase().replaceAll('_', '')),
    );
    const isGuarded = names.some((name) => guarding.test(name));
    if (!isRoute && !isGuarded) continue;
    const isChanging = names.some(
      (name) =>
        changes.has(name.toLowerCase().replaceAll('_', '')) ||
        (name === 'route' && /delete|remove|update|edit|create|add/i.test(made.name)),
    );
    routes.push({ at, isGuarded, changes: isChanging && !open.test(made.name) });
  }
  if (!isInjected) judge(frame, routes);
}

function decoratorName(frame: Frame, at: number): string {
  const root = frame.root(at);
  return frame.op(root) === Op.Call ? nameOf(frame, frame.pool[frame.a(root)]!) : nameOf(frame, root);
}
