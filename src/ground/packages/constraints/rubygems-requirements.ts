import { compareKeys } from '../versions/order.ts';
import { isGemVersion, rubygems } from '../versions/rubygems.ts';
import type { Constraint, Operator } from './constraint.ts';
import { all, holds } from './constraint.ts';

/** Gem::Requirement: `~> 1.2`, `>= 1, < 3`, `1.2.3`; CocoaPods reads alike. Pre-releases are met like any other version. */
export function gemRequirement(text: string): Constraint | undefined {
  return all(text.split(',').map(readOne));
}

function readOne(text: string): Constraint | undefined {
  const match = /^\s*(=|!=|>=|<=|>|<|~>)?\s*([0-9A-Za-z.-]+)\s*$/.exec(text);
  if (match === null) return undefined;
  const [, operator = '=', wanted = ''] = match;
  if (!isGemVersion(wanted)) return undefined;
  const key = rubygems.key(wanted);
  if (operator !== '~>')
    return (version) => isGemVersion(version) && holds(operator as Operator, compareKeys(rubygems.key(version), key));
  const bound = rubygems.key(bumped(wanted));
  return (version) =>
    isGemVersion(version) &&
    compareKeys(rubygems.key(version), key) >= 0 &&
    compareKeys(rubygems.key(release(version)), bound) < 0;
}

/** `1.2.3` → `1.3`, `1.2.b1` → `2`. */
function bumped(version: string): string {
  const numbers = release(version).split('.');
  if (numbers.length > 1) numbers.pop();
  const last = numbers.pop() ?? '0';
  return [...numbers, String(BigInt(last) + 1n)].join('.');
}

/** The numbers before the first letter. */
function release(version: string): string {
  return /^\d+(?:\.\d+)*(?![0-9A-Za-z])/.exec(version.trim())?.[0] ?? /^\d+(?=[.-])/.exec(version.trim())?.[0] ?? '0';
}
