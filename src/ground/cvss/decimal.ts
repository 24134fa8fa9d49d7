/**
 * Decimal numbers without error: `digits` / 10^`places`. The specifications round at a tenth, where the error of a binary fraction would
 * decide (CVSS v3.1, appendix A).
 */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** Of a decimal literal such as `0.646`. */
export function decimal(literal: string): Decimal {
  const point = literal.indexOf('.');
  return {
    digits: BigInt(literal.replace('.', '')),
    places: point === -1 ? 0 : literal.length - point - 1,
  };
}

export const zero = decimal('0');
export const one = decimal('1');
export const ten = decimal('10');

export function times(...factors: readonly Decimal[]): Decimal {
  return factors.reduce((a, b) => ({ digits: a.digits * b.digits, places: a.places + b.places }), one);
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: scaled(a, places) + scaled(b, places), places };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, { digits: -b.digits, places: b.places });
}

export function power(base: Decimal, exponent: number): Decimal {
  return { digits: base.digits ** BigInt(exponent), places: base.places * exponent };
}

export function smaller(a: Decimal, b: Decimal): Decimal {
  return minus(a, b).digits <= 0n ? a : b;
}

/** Rounded to so many places, half of a unit away from zero. */
export function rounded(a: Decimal, places: number): Decimal {
  if (a.places <= places) return a;
  const unit = 10n ** BigInt(a.places - places);
  const half = a.digits < 0n ? -unit / 2n : unit / 2n;
  return { digits: (a.digits + half) / unit, places };
}

/** The smallest number with one place that is not less. */
export function roundedUp(a: Decimal): Decimal {
  if (a.places <= 1) return a;
  const unit = 10n ** BigInt(a.places - 1);
  const whole = a.digits / unit;
  return { digits: whole * unit < a.digits ? whole + 1n : whole, places: 1 };
}

/** Of a number with at most one place. */
export function toNumber(a: Decimal): number {
  return Number(scaled(a, 1)) / 10;
}

function scaled(a: Decimal, places: number): bigint {
  return a.digits * 10n ** BigInt(places - a.places);
}
