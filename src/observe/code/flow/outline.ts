import type { Frame } from './frame.ts';
import { nameOf } from './callee-name.ts';
import { Op } from '../ir/ir.ts';

/** What of a function's code judges and summaries look at: it does not change between evaluations. */
export interface Outline {
  readonly returns: readonly number[];
  readonly calls: readonly { readonly at: number; readonly name: string }[];
  readonly comparisons: readonly number[];
  readonly stores: readonly number[];
  readonly computedStores: readonly number[];
  /** Objects with a member `pattern`. */
  readonly schemas: readonly number[];
}

const equalities = new Set(['==', '===', '!=', '!==']);

export function outlineOf(frame: Frame): Outline {
  const own = frame.function;
  if (own.outline !== undefined) return own.outline;
  const outline = {
    returns: [] as number[],
    calls: [] as { at: number; name: string }[],
    comparisons: [] as number[],
    stores: [] as number[],
    computedStores: [] as number[],
    schemas: [] as number[],
  };
  for (let at = 0; at < frame.values.length; at++)
    switch (frame.op(at)) {
      case Op.Return:
        outline.returns.push(at);
        break;
      case Op.Call:
        outline.calls.push({ at, name: nameOf(frame, frame.pool[frame.a(at)]!) });
        break;
      case Op.Binary:
        if (equalities.has(frame.text(frame.c(at)))) outline.comparisons.push(at);
        break;
      case Op.Store:
        outline.stores.push(at);
        break;
      case Op.StoreAt:
        outline.computedStores.push(at);
        break;
      case Op.Object:
        if (hasPattern(frame, at)) outline.schemas.push(at);
        break;
      default:
        break;
    }
  own.outline = outline;
  return outline;
}

function hasPattern(frame: Frame, at: number): boolean {
  const from = frame.a(at);
  for (let nth = from; nth < from + frame.b(at) * 2; nth += 2) {
    const key = frame.pool[nth]!;
    if (key >= 0 && frame.text(key) === 'pattern') return true;
  }
  return false;
}
