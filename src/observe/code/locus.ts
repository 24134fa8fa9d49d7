import { hash } from 'node:crypto';
import { ConstKind, type FunctionIr, type ModuleIr, Op } from './ir/ir.ts';

/**
 * What a call, a load or an assignment looks like without its layout and its variables' names: the chain of what is called, and the shape of
 * its arguments. Digested, it is the part of a finding's locus that stays when lines are moved, reformatted, or local variables renamed.
 */
export function snippetOf(module: ModuleIr, func: FunctionIr, value: number): string {
  return hash('sha256', shapeOf(module, func, value), 'hex').slice(0, 32);
}

/** How much of an argument counts: `f(g(x))` is told from `f(h(x))`, what x is made of is not. A link of a chain costs less. */
const budget = 48;
const costs = { argument: 16, link: 1 } as const;

export function shapeOf(module: ModuleIr, func: FunctionIr, value: number, depth = budget): string {
  const { code, pool } = func;
  const at = value * 6;
  const [op, a = 0, b = 0, c = 0] = code.slice(at, at + 4);
  const text = (index: number): string => module.texts[index] ?? '';
  const part = (operand: number): string =>
    shapeOf(module, func, operand < 0 ? -1 - operand : operand, depth - costs.argument);
  if (depth <= 0) return '_';
  switch (op) {
    case Op.Const:
      return b === ConstKind.text ? JSON.stringify(text(a)) : text(a);
    case Op.Global:
      return text(a);
    case Op.Import:
      return `${text(a)}#${text(b)}`;
    case Op.Load:
      return `${calleeOf(module, func, a, depth)}.${text(b)}`;
    case Op.LoadAt:
      return `${calleeOf(module, func, a, depth)}[]`;
    case Op.Store:
      return `${calleeOf(module, func, a, depth)}.${text(b)}=${part(c)}`;
    case Op.StoreAt:
      return `${calleeOf(module, func, a, depth)}[]=${part(c)}`;
    case Op.Call: {
      const [callee = 0, , count = 0] = pool.slice(a, a + 3);
      const args = pool.slice(a + 3, a + 3 + count).map(part);
      return `${calleeOf(module, func, callee, depth)}(${args.join()})`;
    }
    case Op.Binary:
      return `${part(a)}${text(c)}${part(b)}`;
    case Op.Template:
      return `\`${pool
        .slice(a, a + b)
        .map(part)
        .join('')}\``;
    case Op.Object:
      return `{${pairs(pool, a, b)
        .map(([name, operand]) => `${name < 0 ? '' : text(name)}:${part(operand)}`)
        .join()}}`;
    case Op.Array:
      return `[${pool
        .slice(a, a + b)
        .map(part)
        .join()}]`;
    case Op.Await:
    case Op.Guard:
    case Op.Typed:
      return shapeOf(module, func, a, depth - costs.link);
    case Op.Markup:
      return `<${part(pool[a] ?? 0)}>`;
    default:
      return '_';
  }
}

/** A chain of names is as long as it is; a variable at its root has no name. */
function calleeOf(module: ModuleIr, func: FunctionIr, value: number, depth: number): string {
  const op = func.code[value * 6];
  return op === Op.Load || op === Op.Global || op === Op.Import || op === Op.Guard || op === Op.Typed || op === Op.Await
    ? shapeOf(module, func, value, depth - costs.link)
    : op === Op.Call
      ? shapeOf(module, func, value, depth - costs.argument)
      : '_';
}

function pairs(pool: readonly number[], from: number, count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => [pool[from + 2 * i] ?? -1, pool[from + 2 * i + 1] ?? 0]);
}

/** Of the value that stands at a place; of nothing when none does. */
export function snippetAt(module: ModuleIr, place: InFile): string {
  const found = valueAt(module, place);
  return found === undefined ? '' : snippetOf(module, found.func, found.value);
}

export interface InFile {
  readonly start: number;
  readonly end: number;
  /** Of the function; `` for the top level. */
  readonly symbol: string;
}

/** The value that stands at a place; of several, the one that says most: a call more than what came of it. */
export function valueAt(
  module: ModuleIr,
  { start, end, symbol }: InFile,
): { readonly func: FunctionIr; readonly value: number } | undefined {
  for (const [index, func] of module.functions.entries()) {
    if (index > 0 && (func.start > start || func.end < end)) continue;
    if (symbol !== '' && module.texts[func.symbol] !== symbol) continue;
    const { code } = func;
    for (let at = 0; at < code.length; at += 6)
      if (code[at + 4] === start && code[at + 5] === end && isTelling(code[at]!)) return { func, value: at / 6 };
  }
  return undefined;
}

function isTelling(op: number): boolean {
  return op !== Op.Guard && op !== Op.Phi && op !== Op.Typed;
}
