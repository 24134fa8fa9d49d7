import { Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';

/** The values that a value is made of. */
export function operandsOf(frame: Frame, at: number): number[] {
  const [op, a, b, c] = [frame.op(at), frame.a(at), frame.b(at), frame.c(at)];
  switch (op) {
    case Op.Phi:
    case Op.Template:
    case Op.Other:
      return frame.pool.slice(a, a + b);
    case Op.Guard:
    case Op.Load:
    case Op.LoadAt:
    case Op.Unary:
    case Op.Await:
    case Op.Yield:
    case Op.Element:
    case Op.Key:
    case Op.Rest:
    case Op.Typed:
    case Op.Return:
      return a < 0 ? [] : [a];
    case Op.Binary:
      return [a, b];
    case Op.Store:
    case Op.StoreAt:
    case Op.StoreCell:
      return [c];
    case Op.Export:
      return [b];
    case Op.Array:
      return frame.pool.slice(a, a + b).map((item) => (item < 0 ? -1 - item : item));
    case Op.Object:
      return frame.pool.slice(a, a + b * 2).filter((_, nth) => nth % 2 === 1);
    case Op.Markup:
      return frame.pool.slice(a + 1, a + b).filter((_, nth) => nth % 2 === 1);
    case Op.Call: {
      const count = frame.pool[a + 2]!;
      const operands = frame.pool.slice(a + 3, a + 3 + count).map((item) => (item < 0 ? -1 - item : item));
      for (let nth = a + 3 + count; nth + 1 < a + b; nth += 2) operands.push(frame.pool[nth + 1]!);
      const receiver = frame.pool[a + 1]!;
      return receiver < 0 ? operands : [receiver, ...operands];
    }
    default:
      return [];
  }
}
