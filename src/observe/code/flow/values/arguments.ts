import { nothing, type Value } from './value.ts';

/** What a call is given. From the place `spread` on (-1: never) positions are not known. `operands`: the values' numbers, for the way. */
export interface Arguments {
  readonly values: readonly Value[];
  readonly operands: readonly number[];
  readonly spread: number;
  /** The receiver's number; absent or -1: the call has none in the code. */
  readonly receiver?: number;
  /** By name; `**` what is spread. */
  readonly keywords: ReadonlyMap<string, { readonly value: Value; readonly operand: number }> | undefined;
}

/** The argument at a position, or what a spread list may put there. */
export function argument(args: Arguments, index: number): Value {
  const value = args.values[index];
  if (value !== undefined) return value;
  return args.spread >= 0 && index >= args.spread ? (args.values[args.spread] ?? nothing) : nothing;
}

export function operandOf(args: Arguments, index: number): number {
  return (
    args.operands[index] ?? (args.spread >= 0 && index >= args.spread ? args.operands[args.spread] : undefined) ?? -1
  );
}

/** Arguments of plain values, for what calls back. */
export function plainArguments(values: readonly Value[], operand: number): Arguments {
  return { values, operands: values.map(() => operand), spread: -1, keywords: undefined };
}
