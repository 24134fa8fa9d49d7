import {
  type Decimal,
  decimal,
  minus,
  one,
  plus,
  power,
  rounded,
  roundedUp,
  smaller,
  ten,
  times,
  toNumber,
  zero,
} from './decimal.ts';
import type { ParsedVector } from './parse.ts';

type Weights = Readonly<Record<string, Decimal>>;

/** CVSS v3.1, section 7.4 (the same in v3.0, section 8.4). */
const attackVector = weights({ N: '0.85', A: '0.62', L: '0.55', P: '0.2' });
const attackComplexity = weights({ L: '0.77', H: '0.44' });
const privileges = weights({ N: '0.85', L: '0.62', H: '0.27' });
const privilegesChanged = weights({ N: '0.85', L: '0.68', H: '0.5' });
const userInteraction = weights({ N: '0.85', R: '0.62' });
const impact = weights({ H: '0.56', L: '0.22', N: '0' });
const exploitMaturity = weights({ X: '1', H: '1', F: '0.97', P: '0.94', U: '0.91' });
const remediationLevel = weights({ X: '1', U: '1', W: '0.97', T: '0.96', O: '0.95' });
const reportConfidence = weights({ X: '1', C: '1', R: '0.96', U: '0.92' });
const requirement = weights({ X: '1', H: '1.5', M: '1', L: '0.5' });

/** The equations of CVSS v3.1, sections 7.1 to 7.3, and of v3.0, sections 8.1 to 8.3. */
export function scoreVersion3(vector: ParsedVector): { base: number; threat: number; environmental: number } {
  const { value, version } = vector;
  const roundUp = version === '3.1' ? roundUpFromFivePlaces : roundedUp;
  const temporal = times(
    weigh(exploitMaturity, value('E')),
    weigh(remediationLevel, value('RL')),
    weigh(reportConfidence, value('RC')),
  );
  const base = baseScore(vector, roundUp);
  const environmental = modifiedScore(vector, roundUp);
  return {
    base: toNumber(base),
    threat: toNumber(roundUp(times(base, temporal))),
    environmental: toNumber(roundUp(times(environmental, temporal))),
  };
}

function baseScore({ value }: ParsedVector, roundUp: (score: Decimal) => Decimal): Decimal {
  const unharmed = (metric: string) => minus(one, weigh(impact, value(metric)));
  const subScore = minus(one, times(unharmed('C'), unharmed('I'), unharmed('A')));
  const changed = value('S') === 'C';
  const harm = changed ? changedImpact(subScore, decimal('1'), 15) : times(decimal('6.42'), subScore);
  return combined(harm, exploitabilityOf(value, changed), changed, roundUp);
}

function modifiedScore({ value, version }: ParsedVector, roundUp: (score: Decimal) => Decimal): Decimal {
  const modified = (metric: string) => (value(`M${metric}`) === 'X' ? value(metric) : value(`M${metric}`));
  const unharmed = (metric: string) =>
    minus(one, times(weigh(impact, modified(metric)), weigh(requirement, value(`${metric}R`))));
  const subScore = smaller(minus(one, times(unharmed('C'), unharmed('I'), unharmed('A'))), decimal('0.915'));
  const changed = modified('S') === 'C';
  const [scale, exponent] = version === '3.1' ? [decimal('0.9731'), 13] : [one, 15];
  const harm = changed ? changedImpact(subScore, scale, exponent) : times(decimal('6.42'), subScore);
  return combined(harm, exploitabilityOf(modified, changed), changed, roundUp);
}

function changedImpact(subScore: Decimal, scale: Decimal, exponent: number): Decimal {
  const linear = times(decimal('7.52'), minus(subScore, decimal('0.029')));
  const curve = power(minus(times(subScore, scale), decimal('0.02')), exponent);
  return minus(linear, times(decimal('3.25'), curve));
}

function exploitabilityOf(value: (metric: string) => string, changed: boolean): Decimal {
  return times(
    decimal('8.22'),
    weigh(attackVector, value('AV')),
    weigh(attackComplexity, value('AC')),
    weigh(changed ? privilegesChanged : privileges, value('PR')),
    weigh(userInteraction, value('UI')),
  );
}

function combined(
  harm: Decimal,
  exploitability: Decimal,
  changed: boolean,
  roundUp: (score: Decimal) => Decimal,
): Decimal {
  if (harm.digits <= 0n) return zero;
  const sum = plus(harm, exploitability);
  return roundUp(smaller(changed ? times(decimal('1.08'), sum) : sum, ten));
}

/** CVSS v3.1, appendix A: what is within 0.000005 of a tenth is that tenth. */
function roundUpFromFivePlaces(score: Decimal): Decimal {
  return roundedUp(rounded(score, 5));
}

function weigh(table: Weights, value: string): Decimal {
  return table[value] ?? one;
}

function weights(literals: Readonly<Record<string, string>>): Weights {
  return Object.fromEntries(Object.entries(literals).map(([value, literal]) => [value, decimal(literal)]));
}
