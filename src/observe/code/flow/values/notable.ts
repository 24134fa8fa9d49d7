import type { Frame } from './frame.ts';
import { nameOf } from './callee-name.ts';
import { Op } from '../../ir/ir.ts';

/** What of a function's code judges and summaries look at: it does not change between evaluations. */
export interface Notable {
  readonly returns: readonly number[];
  readonly calls: readonly { readonly at: number; readonly name: string }[];
  readonly comparisons: readonly number[];
  readonly stores: readonly number[];
  readonly computedStores: readonly number[];
  /** Functions and classes that come about. */
  readonly made: readonly number[];
  /** Objects with a member `pattern`. */
  readonly schemas: readonly number[];
}

const equalities = new Set(['==', '===', '!=', '!==']);

export function notableIn(frame: Frame): Notable {
  const own = frame.function;
  if (own.notable !== undefined) return own.notable;
  const notable = {
    returns: [] as number[],
    calls: [] as { at: number; name: string }[],
    comparisons: [] as number[],
    stores: [] as number[],
    computedStores: [] as number[],
    made: [] as number[],
    schemas: [] as number[],
  };
  for (let at = 0; at < frame.values.length; at++)
    switch (frame.op(at)) {
      case Op.Return:
        notable.returns.push(at);
        break;
      case Op.Call:
        notable.calls.push({ at, name: nameOf(frame, frame.pool[frame.a(at)]!) });
        break;
      case Op.Binary:
        if (equalities.has(frame.text(frame.c(at)))) notable.comparisons.push(at);
        break;
      case Op.Store:
        notable.stores.push(at);
        break;
      case Op.StoreAt:
        notable.computedStores.push(at);
        break;
      case Op.Function:
      case Op.Class:
        notable.made.push(at);
        break;
      case Op.Object:
        if (hasPattern(frame, at)) notable.schemas.push(at);
        break;
      default:
        break;
    }
  own.notable = notable;
  return notable;
}

function hasPattern(frame: Frame, at: number): boolean {
  const from = frame.a(at);
  for (let nth = from; nth < from + frame.b(at) * 2; nth += 2) {
    const key = frame.pool[nth]!;
    if (key >= 0 && frame.text(key) === 'pattern') return true;
  }
  return false;
}
