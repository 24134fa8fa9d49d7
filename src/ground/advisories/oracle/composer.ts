import { comparator } from './comparators.ts';

/** Composer: normalised as composer/semver's VersionParser documents, then compared by PHP's version_compare. */
const stability: Readonly<Record<string, string>> = {
  a: 'alpha',
  alpha: 'alpha',
  b: 'beta',
  beta: 'beta',
  rc: 'RC',
  p: 'patch',
  pl: 'patch',
  patch: 'patch',
  stable: 'stable',
};

const modifier = '[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\\d+)*)?)?([.-]?dev)?';

function normalise(text: string): string | undefined {
  let version = text.trim();
  version = version.replace(/@(?:stable|rc|beta|alpha|dev)$/i, '');
  if (['master', 'trunk', 'default'].includes(version)) return `dev-${version}`;
  if (/^dev-/i.test(version)) return `dev-${version.slice(4)}`;
  version = /^([^,\s+]+)\+[^\s]+$/.exec(version)?.[1] ?? version;
  const classical = new RegExp(`^v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?${modifier}$`, 'i').exec(version);
  if (classical !== null) {
    const [, major, minor = '.0', patch = '.0', build = '.0', label, numbers, dev] = classical;
    return withModifier(`${major}${minor}${patch}${build}`, label, numbers, dev);
  }
  const dated = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2})${modifier}$`, 'i').exec(version);
  if (dated !== null) return withModifier((dated[1] as string).replace(/\D/g, '.'), dated[2], dated[3], dated[4]);
  const branch = /^v?(\d+)(\.(?:\d+|[x*]))?(\.(?:\d+|[x*]))?(\.(?:\d+|[x*]))?[.-]?dev$/i.exec(version);
  if (branch === null) return undefined;
  const numbers = branch.slice(1, 5).map((part) => (part ?? '.x').replace(/[xX*]/, '9999999'));
  return `${numbers.join('')}-dev`;
}

function withModifier(
  numbers: string,
  label: string | undefined,
  number: string | undefined,
  dev: string | undefined,
): string {
  const word = label === undefined ? undefined : stability[label.toLowerCase()];
  if (word === 'stable') return numbers;
  return (
    numbers +
    (word === undefined ? '' : `-${word}${(number ?? '').replace(/^[.-]+/, '')}`) +
    (dev === undefined ? '' : '-dev')
  );
}

/** php.net, version_compare: dots around every change between digits and the rest, then part by part. */
function parts(version: string): string[] {
  const known = split.get(version);
  if (known !== undefined) return known;
  const fresh = version
    .replace(/[-_+]/g, '.')
    .replace(/(\d)([^\d.])/g, '$1.$2')
    .replace(/([^\d.])(\d)/g, '$1.$2')
    .split('.')
    .filter((part) => part !== '');
  split.set(version, fresh);
  return fresh;
}

const split = new Map<string, string[]>();

/** any other word < dev < alpha = a < beta = b < RC = rc < # (a number) < pl = p. */
function form(part: string): number {
  if (/^\d/.test(part)) return 5;
  for (const [rank, prefixes] of [
    [1, ['dev']],
    [2, ['alpha', 'a']],
    [3, ['beta', 'b']],
    [4, ['RC', 'rc']],
    [6, ['pl', 'p']],
  ] as const)
    if (prefixes.some((prefix) => part.startsWith(prefix))) return rank;
  return 0;
}

function versionCompare(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(x.length, y.length); index++) {
    const [p, q] = [x[index], y[index]];
    // What is missing compares as a number does to the word, and less than a number.
    if (p === undefined || q === undefined) {
      const there = (p ?? q) as string;
      const result = /^\d/.test(there) ? 1 : form(there) - 5;
      return p === undefined ? -result : result;
    }
    const numeric = /^\d/.test(p) && /^\d/.test(q);
    const result = numeric ? Number(BigInt(p) - BigInt(q)) : form(p) - form(q);
    if (result !== 0) return result;
  }
  return 0;
}

export const composer = comparator(normalise, (a, b) => {
  // A branch by name is comparable to nothing; here branches stand before all versions, by name.
  const [branch, other] = [a.startsWith('dev-'), b.startsWith('dev-')];
  if (branch && other) return a < b ? -1 : a > b ? 1 : 0;
  if (branch !== other) return branch ? -1 : 1;
  return versionCompare(a, b);
});
