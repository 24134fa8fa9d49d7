import { type Decimal, decimal, minus, one, plus, rounded, smaller, ten, times, toNumber, zero } from './decimal.ts';
import type { ParsedVector } from './parse.ts';

type Weights = Readonly<Record<string, Decimal>>;

/** CVSS v2.0, section 3.2.1. */
const accessVector = weights({ L: '0.395', A: '0.646', N: '1.0' });
const accessComplexity = weights({ H: '0.35', M: '0.61', L: '0.71' });
const authentication = weights({ M: '0.45', S: '0.56', N: '0.704' });
const impact = weights({ N: '0', P: '0.275', C: '0.660' });
/** Section 3.2.2. */
const exploitability = weights({ U: '0.85', POC: '0.9', F: '0.95', H: '1', ND: '1' });
const remediationLevel = weights({ OF: '0.87', TF: '0.90', W: '0.95', U: '1', ND: '1' });
const reportConfidence = weights({ UC: '0.90', UR: '0.95', C: '1', ND: '1' });
/** Section 3.2.3. */
const collateralDamage = weights({ N: '0', L: '0.1', LM: '0.3', MH: '0.4', H: '0.5', ND: '0' });
const targetDistribution = weights({ N: '0', L: '0.25', M: '0.75', H: '1', ND: '1' });
const requirement = weights({ L: '0.5', M: '1.0', H: '1.51', ND: '1' });

const impactScale = decimal('10.41');

/** The equations of CVSS v2.0, section 3.2. */
export function scoreVersion2({ value }: ParsedVector): { base: number; threat: number; environmental: number } {
  const weigh = (table: Weights, metric: string) => table[value(metric)] ?? one;
  const exploit = times(
    decimal('20'),
    weigh(accessVector, 'AV'),
    weigh(accessComplexity, 'AC'),
    weigh(authentication, 'Au'),
  );
  const temporal = (score: Decimal) =>
    rounded(times(score, weigh(exploitability, 'E'), weigh(remediationLevel, 'RL'), weigh(reportConfidence, 'RC')), 1);
  const unharmed = (metric: string, needed: string | undefined) =>
    minus(one, times(weigh(impact, metric), needed === undefined ? one : weigh(requirement, needed)));

  const impactOf = (c?: string, i?: string, a?: string) =>
    times(impactScale, minus(one, times(unharmed('C', c), unharmed('I', i), unharmed('A', a))));
  const base = baseScore(impactOf(), exploit);
  const adjusted = temporal(baseScore(smaller(ten, impactOf('CR', 'IR', 'AR')), exploit));
  const damaged = plus(adjusted, times(minus(ten, adjusted), weigh(collateralDamage, 'CDP')));
  return {
    base: toNumber(base),
    threat: toNumber(temporal(base)),
    environmental: toNumber(rounded(times(damaged, weigh(targetDistribution, 'TD')), 1)),
  };
}

function baseScore(harm: Decimal, exploit: Decimal): Decimal {
  const sum = minus(plus(times(decimal('0.6'), harm), times(decimal('0.4'), exploit)), decimal('1.5'));
  // The equation goes below 0 for the smallest adjusted impacts; scores do not.
  if (harm.digits === 0n || sum.digits < 0n) return zero;
  return rounded(times(sum, decimal('1.176')), 1);
}

function weights(literals: Readonly<Record<string, string>>): Weights {
  return Object.fromEntries(Object.entries(literals).map(([value, literal]) => [value, decimal(literal)]));
}
