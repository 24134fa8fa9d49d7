import { Op } from './ir.ts';

/** How the operands of an opcode are values: which of a, b and c, and what the pool at a (b: how many) holds. */
interface Shape {
  readonly a?: true;
  readonly b?: true;
  readonly c?: true;
  /** The pool at b (c: how many) holds values or -1. */
  readonly tail?: true;
  readonly pool?: 'values' | 'spread' | 'pairs' | 'call' | 'markup';
}

const shapes: Readonly<Record<number, Shape>> = {
  [Op.StoreCell]: { c: true },
  [Op.Phi]: { pool: 'values' },
  [Op.Guard]: { a: true, b: true },
  [Op.Load]: { a: true },
  [Op.LoadAt]: { a: true, b: true },
  [Op.Store]: { a: true, c: true },
  [Op.StoreAt]: { a: true, b: true, c: true },
  [Op.Object]: { pool: 'pairs' },
  [Op.Array]: { pool: 'spread' },
  [Op.Call]: { pool: 'call' },
  [Op.Binary]: { a: true, b: true },
  [Op.Unary]: { a: true },
  [Op.Template]: { pool: 'values' },
  [Op.Await]: { a: true },
  [Op.Yield]: { a: true },
  [Op.Element]: { a: true },
  [Op.Key]: { a: true },
  [Op.Rest]: { a: true },
  [Op.Return]: { a: true, tail: true },
  [Op.Throw]: { a: true },
  [Op.Caught]: { pool: 'values' },
  [Op.Export]: { b: true },
  [Op.Typed]: { a: true },
  [Op.Markup]: { pool: 'markup' },
  [Op.Delete]: { a: true },
  [Op.Other]: { pool: 'values' },
};

const masks = Array.from({ length: 64 }, (_, op) => {
  const shape = shapes[op];
  return (shape?.a === true ? 1 : 0) | (shape?.b === true ? 2 : 0) | (shape?.c === true ? 4 : 0);
});

/** Which operands of an opcode are values: a (1), b (2), c (4). */
export function valueOperands(op: number): number {
  return masks[op] ?? 0;
}

/** Puts another value in the place of each operand that is one. */
export function rewriteOperands(code: number[], pool: number[], by: (value: number) => number): void {
  for (let at = 0; at < code.length; at += 6) {
    const shape = shapes[code[at]!];
    if (shape === undefined) continue;
    if (shape.pool !== undefined) rewritePool(shape.pool, pool, code[at + 1]!, code[at + 2]!, by);
    if (shape.tail)
      for (let nth = code[at + 2]!; nth < code[at + 2]! + code[at + 3]!; nth++)
        if (pool[nth]! >= 0) pool[nth] = by(pool[nth]!);
    if (shape.a && code[at + 1]! >= 0) code[at + 1] = by(code[at + 1]!);
    if (shape.b && code[at + 2]! >= 0) code[at + 2] = by(code[at + 2]!);
    if (shape.c && code[at + 3]! >= 0) code[at + 3] = by(code[at + 3]!);
  }
}

function rewritePool(
  kind: NonNullable<Shape['pool']>,
  pool: number[],
  from: number,
  count: number,
  by: (value: number) => number,
): void {
  const spread = (at: number): void => {
    const value = pool[at]!;
    pool[at] = value < 0 ? -1 - by(-1 - value) : by(value);
  };
  const pairs = (start: number, end: number): void => {
    for (let at = start; at < end; at += 2) {
      if (pool[at]! <= -2) pool[at] = -2 - by(-2 - pool[at]!);
      pool[at + 1] = by(pool[at + 1]!);
    }
  };
  const end = from + count;
  if (kind === 'values') for (let at = from; at < end; at++) pool[at] = by(pool[at]!);
  else if (kind === 'spread') for (let at = from; at < end; at++) spread(at);
  else if (kind === 'pairs') pairs(from, from + count * 2);
  else if (kind === 'markup') {
    pool[from] = by(pool[from]!);
    pairs(from + 1, end);
  } else {
    pool[from] = by(pool[from]!);
    if (pool[from + 1]! >= 0) pool[from + 1] = by(pool[from + 1]!);
    const args = from + 3 + pool[from + 2]!;
    for (let at = from + 3; at < args; at++) spread(at);
    pairs(args, end);
  }
}

/** Puts other offsets in the place of those at which values stand. */
export function putAt(code: number[], place: (at: number) => number): void {
  for (let at = 4; at < code.length; at += 6) {
    code[at] = place(code[at]!);
    code[at + 1] = Math.max(code[at]!, place(code[at + 1]!));
  }
}
