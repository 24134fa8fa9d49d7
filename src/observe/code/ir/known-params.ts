import { ConstKind, Op } from './ir.ts';

const mostKnownParams = 6;

/** The first parameters with what tests have told of them where true or false is returned (`always`: whatever is); none when no test did. */
export function knownParams(
  code: readonly number[],
  returned: number,
  values: readonly (number | undefined)[],
  state: { guarded(value: number): number },
  always: boolean,
): number[] {
  if (!always) {
    if (returned < 0 || code[returned * 6] !== Op.Const) return [];
    const kind = code[returned * 6 + 2];
    if (kind !== ConstKind.true && kind !== ConstKind.false) return [];
  }
  const params = Array.from(values.slice(0, mostKnownParams), (value) => value ?? -1);
  const known = params.map((value) => (value < 0 ? -1 : state.guarded(value)));
  return known.some((value, index) => value !== params[index]) ? known : [];
}
