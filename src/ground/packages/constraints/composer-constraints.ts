import { composerKeyOfNormalised, normaliseComposer } from '../versions/composer.ts';
import { compareKeys } from '../versions/order.ts';
import type { Constraint, Operator } from './constraint.ts';
import { any, holds } from './constraint.ts';

/**
 * Composer: `^1.2`, `~1.2.3`, `1.*`, `1.0 - 2.0`, comparators, `||`, `,` and blanks, stability flags and branches. A bound without a stability of
 * its own lets in (`>=`), or leaves out (`<`), the pre-releases of its version, as composer/semver does. Whether a project takes unstable
 * versions at all is its minimum-stability, not the constraint.
 */
export function composerConstraint(text: string): Constraint | undefined {
  return any(
    text
      .trim()
      .split(/\|\|?/)
      .map((group) => readGroup(group.trim())),
  );
}

interface Comparator {
  readonly operator: Operator;
  readonly normalised: string;
  readonly key: string;
}

function readGroup(group: string): Constraint | undefined {
  const comparators: Comparator[] = [];
  const tokens = group
    .replace(/ +as +[^\s,]+/g, '')
    .replace(/([<>=!]) +/g, '$1')
    .split(/ +- +/);
  if (tokens.length === 2 && !/[\s,]/.test(tokens.join(''))) {
    const range = hyphenRange(tokens[0] ?? '', tokens[1] ?? '');
    return range === undefined ? undefined : meets(range);
  }
  const parts = group
    .replace(/ +as +[^\s,]+/g, '')
    .replace(/([<>=!]) +/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  for (const part of parts) {
    const read = readOne(part);
    if (read === undefined) return undefined;
    comparators.push(...read);
  }
  return meets(comparators);
}

function meets(comparators: readonly Comparator[]): Constraint {
  return (version) => {
    const normalised = normaliseComposer(version);
    if (normalised === undefined) return false;
    const key = composerKeyOfNormalised(normalised);
    return comparators.every((comparator) => {
      if (normalised.startsWith('dev-') || comparator.normalised.startsWith('dev-')) {
        if (comparator.operator === '!=') return normalised !== comparator.normalised;
        return comparator.operator === '=' && normalised === comparator.normalised;
      }
      return holds(comparator.operator, compareKeys(key, comparator.key));
    });
  };
}

function readOne(written: string): readonly Comparator[] | undefined {
  const flag = /^([^@]*)@(stable|rc|beta|alpha|dev)$/i.exec(written);
  const text = (flag === null ? written : flag[1] === '' ? '*' : (flag[1] ?? '')).replace(
    /^(dev-[^@#]+|[^@#]+\.x-dev)#.+$/i,
    '$1',
  );
  if (/^[xX*]$/.test(text)) return [];
  if (/^v?[xX*](?:\.[xX*])*$/.test(text)) return [bound('>=', '0.0.0.0-dev')];
  if (text.startsWith('~>')) return undefined;
  if (text.startsWith('~')) return tilde(text.slice(1));
  if (text.startsWith('^')) return caret(text.slice(1));
  const wildcard = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.[xX*])+$/.exec(text);
  if (wildcard !== null) {
    const numbers = wildcard.slice(1).filter((number) => number !== undefined);
    return [
      ...(numbers.every((number) => Number(number) === 0) ? [] : [bound('>=', `${padded(numbers)}-dev`)]),
      belowNext(numbers, numbers.length - 1),
    ];
  }
  return basic(text, flag?.[2]?.toLowerCase());
}

function basic(text: string, flag: string | undefined): readonly Comparator[] | undefined {
  const match = /^(<>|!=|>=?|<=?|==?)?(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '=', wanted = ''] = match;
  const operator = (sign === '<>' ? '!=' : sign === '==' ? '=' : sign) as Operator;
  let normalised = normaliseComposer(wanted);
  if (normalised === undefined && /^[0-9a-zA-Z./-]+-dev$/.test(wanted)) normalised = `dev-${wanted.slice(0, -4)}`;
  if (normalised === undefined) return undefined;
  const stable = !/-(?:dev|alpha|beta|RC)/.test(normalised);
  if (operator !== '=' && flag !== undefined && flag !== 'stable' && stable)
    normalised += `-${flag === 'rc' ? 'RC' : flag}`;
  else if ((operator === '<' || operator === '>=') && !hasModifier(wanted) && !normalised.startsWith('dev-'))
    normalised += '-dev';
  return [bound(operator, normalised)];
}

function tilde(text: string): readonly Comparator[] | undefined {
  const parts = readVersion(text);
  if (parts === undefined) return undefined;
  const low = normaliseComposer(parts.suffixed ? text : `${text}-dev`);
  if (low === undefined) return undefined;
  const places = parts.numbers.length + (parts.branch ? 1 : 0);
  return [bound('>=', low), belowNext(parts.numbers, Math.max(1, places - 1) - 1)];
}

function caret(text: string): readonly Comparator[] | undefined {
  const parts = readVersion(text);
  if (parts === undefined) return undefined;
  const low = normaliseComposer(parts.suffixed ? text : `${text}-dev`);
  if (low === undefined) return undefined;
  const [major, minor, patch] = parts.numbers;
  const place = major !== '0' || minor === undefined ? 0 : minor !== '0' || patch === undefined ? 1 : 2;
  return [bound('>=', low), belowNext(parts.numbers, place)];
}

function hyphenRange(from: string, to: string): readonly Comparator[] | undefined {
  const low = readVersion(from);
  const high = readVersion(to);
  const normalisedLow = normaliseComposer(from);
  const normalisedHigh = normaliseComposer(to);
  if (low === undefined || high === undefined || normalisedLow === undefined || normalisedHigh === undefined)
    return undefined;
  const lowest = bound('>=', low.suffixed ? normalisedLow : `${normalisedLow}-dev`);
  if (high.numbers.length >= 3 || high.suffixed) return [lowest, bound('<=', normalisedHigh)];
  return [lowest, belowNext(high.numbers, high.numbers.length - 1)];
}

/** `1.2.3-beta`: its numbers, whether a stability follows them, and whether it is a branch such as `2.x-dev`. */
function readVersion(text: string): { numbers: readonly string[]; suffixed: boolean; branch: boolean } | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(.*)$/i.exec(text);
  if (match === null || normaliseComposer(text) === undefined) return undefined;
  const rest = (match[5] ?? '').replace(/\+.*$/, '').replace(/^[._-]$/, '');
  return {
    numbers: match.slice(1, 5).filter((number) => number !== undefined),
    suffixed: rest !== '',
    branch: /^\.[x*][.-]?dev$/i.test(rest),
  };
}

function hasModifier(text: string): boolean {
  return /-[._-]?(?:(?:stable|beta|b|rc|alpha|a|patch|pl|p)[\d.-]*)?(?:[.-]?dev)?$/i.test(text);
}

function belowNext(numbers: readonly string[], place: number): Comparator {
  const next = numbers
    .slice(0, place + 1)
    .map((number, index) => (index === place ? String(BigInt(number) + 1n) : number));
  return bound('<', `${padded(next)}-dev`);
}

function padded(numbers: readonly string[]): string {
  return [0, 1, 2, 3].map((index) => numbers[index] ?? '0').join('.');
}

function bound(operator: Operator, normalised: string): Comparator {
  return { operator, normalised, key: composerKeyOfNormalised(normalised) };
}
