import { hackage } from '../versions/dotted.ts';
import type { VersionOrder } from '../versions/order.ts';
import { compareKeys } from '../versions/order.ts';
import { golang, pub, semver, semverParts } from '../versions/semver.ts';
import type { Constraint, Operator } from './constraint.ts';
import { all, any, holds } from './constraint.ts';

const operators: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '/=': '!=',
  '<': '<',
  '<<': '<',
  '<=': '<=',
  '=<': '<=',
  '>': '>',
  '>>': '>',
  '>=': '>=',
};

/** Comparisons by one order, parted by commas or blanks: `>= 1.2, < 2`, `(>= 1:2.3-1)`, `[>=1.0 <2]`. No operator means the version itself. */
export function comparisons(order: VersionOrder, text: string): Constraint | undefined {
  const inner = text
    .trim()
    .replace(/^[[(]|[\])]$/g, '')
    .trim();
  if (inner === '*' || inner === 'any') return () => true;
  const parts = inner
    .replace(/([<>=!/]+)\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : all(parts.map((part) => comparison(order, part)));
}

function comparison(order: VersionOrder, text: string): Constraint | undefined {
  const sign = /^[<>=!/]*/.exec(text)?.[0] ?? '';
  const operator = sign === '' ? '=' : Object.hasOwn(operators, sign) ? operators[sign] : undefined;
  const wanted = text.slice(sign.length);
  if (operator === undefined || !order.isValid(wanted)) return undefined;
  const key = order.key(wanted);
  return (version) => order.isValid(version) && holds(operator, compareKeys(order.key(version), key));
}

/** Go’s minimal version: it, or a later one of the same major version (from 2 on the major version is in the path; 0 and 1 share one). */
export function goMinimum(text: string): Constraint | undefined {
  const wanted = text.trim();
  if (!golang.isValid(wanted)) return undefined;
  const key = golang.key(wanted);
  return (version) => golang.isValid(version) && golang.key(version) >= key;
}

/** Dart’s pub: `^1.2.3`, `>=1.0.0 <2.0.0`, `any`. An upper bound leaves out its own pre-releases unless the lower bound is one. */
export function pubConstraint(text: string): Constraint | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'any') return () => true;
  if (trimmed.startsWith('^')) {
    const wanted = trimmed.slice(1).trim();
    const parts = semverParts(wanted);
    if (parts === undefined) return undefined;
    const [major, minor] = parts.numbers;
    const bound = major === '0' ? `0.${BigInt(minor) + 1n}.0-0` : `${BigInt(major) + 1n}.0.0-0`;
    return comparisons(pub, `>=${wanted} <${bound}`);
  }
  const lower = />=?\s*([^\s<>=]+)/.exec(trimmed)?.[1] ?? '';
  return comparisons(
    pub,
    trimmed.replace(/<\s*([^\s<>=]+)/g, (whole, bound: string) =>
      pub.isPrerelease(bound) || bound.includes('+') || (pub.isPrerelease(lower) && lower.split('-', 1)[0] === bound)
        ? whole
        : `<${bound}-0`,
    ),
  );
}

/** Elixir’s Version.match?: `~> 1.2`, `>= 1.0.0 and < 2.0.0 or == 3.0.0`. */
export function hexRequirement(text: string): Constraint | undefined {
  return any(
    text
      .trim()
      .split(/\s+or\s+/)
      .map((alternative) => all(alternative.split(/\s+and\s+/).map(hexComparison))),
  );
}

function hexComparison(text: string): Constraint | undefined {
  const match = /^(~>)\s*(\d+)\.(\d+)(?:\.(\d+))?(-[0-9A-Za-z.-]+)?$/.exec(text.trim());
  if (match === null) return comparisons(semver, text);
  const [, , major = '', minor = '', patch, prerelease = ''] = match;
  const bound = patch === undefined ? `${BigInt(major) + 1n}.0.0-0` : `${major}.${BigInt(minor) + 1n}.0-0`;
  return comparisons(semver, `>=${major}.${minor}.${patch ?? '0'}${prerelease} <${bound}`);
}

/** Cabal: `>=1.0 && <2`, `||`, `==1.2.*`, `^>=1.2.3`, parentheses not. */
export function cabalRange(text: string): Constraint | undefined {
  if (text.trim() === '-any' || text.trim() === '') return () => true;
  return any(text.split('||').map((alternative) => all(alternative.split('&&').map(cabalComparison))));
}

function cabalComparison(text: string): Constraint | undefined {
  const compact = text.replace(/\s+/g, '');
  const wildcard = /^==((?:\d+\.)+)\*$/.exec(compact);
  if (wildcard !== null) {
    const numbers = (wildcard[1] ?? '').split('.').slice(0, -1);
    return comparisons(hackage, `>=${numbers.join('.')} <${incremented(numbers, numbers.length - 1)}`);
  }
  if (!compact.startsWith('^>=')) return comparisons(hackage, compact);
  const numbers = compact.slice(3).split('.');
  return hackage.isValid(numbers.join('.'))
    ? comparisons(hackage, `>=${numbers.join('.')} <${incremented([...numbers, '0'].slice(0, 2), 1)}`)
    : undefined;
}

function incremented(numbers: readonly string[], place: number): string {
  return numbers.map((number, index) => (index === place ? String(BigInt(number) + 1n) : number)).join('.');
}
