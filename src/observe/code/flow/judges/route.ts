import { Op } from '../../ir/ir.ts';
import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { refuses } from './access.ts';

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
export const public_ = /public|allow_?any|skip_?auth|anonymous|no_?auth|exempt_?auth|optional/i;
export const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head']);
/** Functions that say of others that they come first: `Depends(user)`. */
export const wrapping = new Set([
  'Depends',
  'Security',
  'UseGuards',
  'applyDecorators',
  'method_decorator',
  'compose',
  'use',
]);

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

export function textOf(frame: Frame, at: number | undefined): string {
  const [constant] = at === undefined || at < 0 ? [] : frame.value(at).constants;
  return typeof constant === 'string' ? constant : '';
}

export function firstOf<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
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
