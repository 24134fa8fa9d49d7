import { compareKeys } from '../versions/order.ts';
import { npm as npmOrder, semverParts } from '../versions/semver.ts';
import type { Constraint, Operator } from './constraint.ts';
import { holds } from './constraint.ts';

/**
 * node-semver’s ranges: `||`, hyphens, `^`, `~`, x-ranges and comparators. A pre-release is met only if a comparator of the same alternative
 * names a pre-release of the very same major.minor.patch. `npm:name@range` and `workspace:range` are read for their range.
 */
export function npmRange(text: string): Constraint | undefined {
  const range = withoutProtocol(text.trim());
  const alternatives: Comparator[][] = [];
  for (const alternative of range.split('||')) {
    const comparators = readAlternative(alternative.trim());
    if (comparators === undefined) return undefined;
    alternatives.push(comparators);
  }
  // One alternative that takes anything makes the others idle, and takes no pre-release.
  return meets(alternatives.some((comparators) => comparators.length === 0) ? [[]] : alternatives);
}

/** Cargo: comparators parted by commas, where none means `^`. */
export function cargoRange(text: string): Constraint | undefined {
  const comparators: Comparator[] = [];
  const parts = text.trim().split(',');
  for (const part of parts) {
    const trimmed = part.trim();
    // A star stands alone, or after numbers.
    if (/^[<>=~^]*\s*[*xX]$/.test(trimmed) && (trimmed.length > 1 || parts.length > 1)) return undefined;
    if (trimmed === '' && parts.length > 1) continue;
    if (trimmed === '') return undefined;
    const read = readComparator(
      /^[\d]/.test(trimmed) && !/[*xX]/.test(trimmed.split(/[-+]/, 1)[0] ?? '')
        ? `^${trimmed}`
        : trimmed.replace(/^([<>=~^]*)\s+/, '$1'),
    );
    if (read === undefined) return undefined;
    comparators.push(...read);
  }
  return meets([comparators]);
}

interface Comparator {
  readonly operator: Operator;
  readonly key: string;
  /** `1.2.3` of a pre-release that was asked for. */
  readonly prereleaseOf?: string;
}

function meets(alternatives: readonly (readonly Comparator[])[]): Constraint {
  return (version) => {
    const plain = version.trim().replace(/^v/, '');
    const parts = semverParts(plain);
    if (parts === undefined || !npmOrder.isValid(version)) return false;
    const key = npmOrder.key(plain);
    const tuple = parts.prerelease.length === 0 ? undefined : parts.numbers.join('.');
    return alternatives.some(
      (comparators) =>
        comparators.every((comparator) => holds(comparator.operator, compareKeys(key, comparator.key))) &&
        (tuple === undefined || comparators.some(({ prereleaseOf }) => prereleaseOf === tuple)),
    );
  };
}

function withoutProtocol(text: string): string {
  const alias = /^npm:(?:@[^/@]+\/)?[^/@]+@(.*)$/.exec(text);
  if (alias !== null) return alias[1] ?? '';
  return text.startsWith('workspace:') && /\d/.test(text) ? text.slice('workspace:'.length) : text;
}

function readAlternative(text: string): Comparator[] | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (hyphen !== null) return readHyphen(hyphen[1] ?? '', hyphen[2] ?? '');
  const comparators: Comparator[] = [];
  // An operator may stand apart from its version: `>= 1.2`.
  for (const token of text.replace(/(^|\s)([<>=~^]+)\s+(?=[^\s<>=~^])/g, '$1$2').split(/\s+/)) {
    if (token === '') continue;
    const read = readComparator(token);
    if (read === undefined) return undefined;
    comparators.push(...read);
  }
  return comparators;
}

function readComparator(token: string): Comparator[] | undefined {
  const operator = /^(?:~>?|\^|[<>]=?|=)?/.exec(token)?.[0] ?? '';
  const partial = readPartial(token.slice(operator.length));
  if (partial === undefined) return undefined;
  if (operator === '^') return caret(partial);
  if (operator.startsWith('~')) return tilde(partial);
  return primitive(operator === '' ? '=' : (operator as Operator), partial);
}

function readHyphen(from: string, to: string): Comparator[] | undefined {
  const low = readPartial(from);
  const high = readPartial(to);
  if (low === undefined || high === undefined) return undefined;
  const comparators = low.numbers.length === 0 ? [] : [atLeast(low)];
  if (high.numbers.length === 0) return comparators;
  return [
    ...comparators,
    high.numbers.length === 3 ? comparator('<=', versionOf(high)) : below(high.numbers, high.numbers.length - 1),
  ];
}

/** Up to three numbers, the first of which that is absent, or `x`, ends them. */
interface Partial {
  readonly numbers: readonly string[];
  readonly prerelease: string;
}

function readPartial(text: string): Partial | undefined {
  const match =
    /^[v=\s]*(\d+|[xX*])(?:\.(\d+|[xX*])(?:\.(\d+|[xX*])(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?)?)?$/.exec(text);
  if (match === null) return undefined;
  const numbers: string[] = [];
  for (const number of match.slice(1, 4)) {
    if (number === undefined || !/^\d/.test(number)) break;
    if ((number.length > 1 && number.startsWith('0')) || Number(number) > Number.MAX_SAFE_INTEGER) return undefined;
    numbers.push(number);
  }
  const prerelease = match[4] ?? '';
  if (numbers.length === 3 && prerelease !== '' && semverParts(`0.0.0-${prerelease}`) === undefined) return undefined;
  return { numbers, prerelease: numbers.length === 3 ? prerelease : '' };
}

function caret(partial: Partial): Comparator[] {
  const { numbers } = partial;
  if (numbers.length === 0) return [];
  let place = numbers.findIndex((number) => number !== '0');
  if (place === -1) place = numbers.length - 1;
  return [atLeast(partial), below(numbers, place)];
}

function tilde(partial: Partial): Comparator[] {
  const { numbers } = partial;
  if (numbers.length === 0) return [];
  return [atLeast(partial), below(numbers, Math.min(numbers.length - 1, 1))];
}

function primitive(operator: Operator, partial: Partial): Comparator[] {
  const { numbers } = partial;
  if (numbers.length === 0) return operator === '<' || operator === '>' ? [comparator('<', '0.0.0-0')] : [];
  if (numbers.length === 3) return [comparator(operator, versionOf(partial))];
  switch (operator) {
    case '>':
      return [comparator('>=', next(numbers, numbers.length - 1))];
    case '<=':
      return [below(numbers, numbers.length - 1)];
    case '<':
      return [comparator('<', `${versionOf(partial)}-0`)];
    case '>=':
      return [atLeast(partial)];
    default:
      return [atLeast(partial), below(numbers, numbers.length - 1)];
  }
}

function atLeast(partial: Partial): Comparator {
  return comparator('>=', versionOf(partial));
}

/** Below the next version at that place, and below its pre-releases. */
function below(numbers: readonly string[], place: number): Comparator {
  return comparator('<', `${next(numbers, place)}-0`);
}

function next(numbers: readonly string[], place: number): string {
  return [0, 1, 2]
    .map((index) =>
      index < place ? numbers[index] : index === place ? String(BigInt(numbers[index] ?? '0') + 1n) : '0',
    )
    .join('.');
}

function versionOf({ numbers, prerelease }: Partial): string {
  const version = [0, 1, 2].map((index) => numbers[index] ?? '0').join('.');
  return prerelease === '' ? version : `${version}-${prerelease}`;
}

function comparator(operator: Operator, version: string): Comparator {
  const hyphen = version.indexOf('-');
  return { operator, key: npmOrder.key(version), ...(hyphen === -1 ? {} : { prereleaseOf: version.slice(0, hyphen) }) };
}
