import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { notableIn } from '../values/notable.ts';

/** What a function says that it answers: a page (or a picture with scripts), something else, or nothing. */
export type ContentType = 'page' | 'other' | undefined;

const setters = new Set(['type', 'contentType', 'header', 'headers', 'set', 'setHeader', 'writeHead', 'append']);
const page = /^\s*(?:text\/html|html\b|\.html|image\/svg|svg|application\/xhtml|text\/xml|xml)/i;

/** What the function says of the answer that a value belongs to (`-1`: of any), before or after it, by calls or by assigning `type`. */
export function contentTypeOf(frame: Frame, operand: number): ContentType {
  const own = operand < 0 ? undefined : chainOf(frame, operand, new Set([frame.at]));
  const { calls, stores } = notableIn(frame);
  let told: ContentType;
  for (const { at, name } of calls) {
    const receiver = frame.pool[frame.a(at) + 1]!;
    if (!setters.has(name) || receiver < 0 || !belongs(frame, receiver, own)) continue;
    const type = typeGiven(frame, at, name);
    if (type !== undefined) told = page.test(type) ? 'page' : (told ?? 'other');
  }
  for (const at of stores) {
    if (frame.text(frame.b(at)) !== 'type' || !belongs(frame, frame.a(at), own)) continue;
    const type = constantAt(frame, frame.c(at));
    if (type !== undefined) told = page.test(type) ? 'page' : (told ?? 'other');
  }
  return told;
}

/** The value, and what it is a member of or made by a call on. */
function chainOf(frame: Frame, operand: number, chain: Set<number>): Set<number> {
  let at = frame.root(operand);
  for (let hops = 0; hops < 12; hops++) {
    chain.add(at);
    const next = frame.op(at) === Op.Call ? frame.pool[frame.a(at) + 1]! : frame.op(at) === Op.Load ? frame.a(at) : -1;
    if (next < 0) break;
    at = frame.root(next);
  }
  return chain;
}

function belongs(frame: Frame, receiver: number, own: ReadonlySet<number> | undefined): boolean {
  if (own === undefined) return true;
  for (const at of chainOf(frame, receiver, new Set())) if (own.has(at)) return true;
  return false;
}

/** `type('html')`, `header('Content-Type', 'text/html')`, `writeHead(200, { 'content-type': 'text/html' })`. */
function typeGiven(frame: Frame, at: number, name: string): string | undefined {
  const from = frame.a(at) + 3;
  const given = frame.pool.slice(from, from + frame.pool[from - 1]!).filter((each) => each >= 0);
  const first = given[0] === undefined ? undefined : constantAt(frame, given[0]);
  if (name === 'type' || name === 'contentType') return first;
  if (first !== undefined && /^content-type$/i.test(first))
    return given[1] === undefined ? undefined : constantAt(frame, given[1]);
  for (const each of given) {
    const root = frame.root(each);
    if (frame.op(root) !== Op.Object) continue;
    for (let nth = frame.a(root); nth < frame.a(root) + frame.b(root) * 2; nth += 2)
      if (frame.pool[nth]! >= 0 && /^content-type$/i.test(frame.text(frame.pool[nth]!)))
        return constantAt(frame, frame.pool[nth + 1]!);
  }
  return undefined;
}

/** A constant text, of code that may not have been evaluated yet. */
function constantAt(frame: Frame, at: number): string | undefined {
  const root = frame.root(at);
  if (frame.op(root) === Op.Const) return frame.text(frame.a(root));
  const [constant] = frame.value(root).constants;
  return typeof constant === 'string' ? constant : undefined;
}
