/**
 * Version comparators for the oracle alone: as the ecosystems' documents write them, without a thought for speed, and sharing nothing with the
 * product's.
 */
export interface Comparator {
  /** Undefined: it is no version of the ecosystem. */
  readonly parse: (text: string) => unknown;
  /** Of what `parse` gave. */
  readonly compare: (a: unknown, b: unknown) => number;
}

export function comparator<Version>(
  parse: (text: string) => Version | undefined,
  compare: (a: Version, b: Version) => number,
): Comparator {
  const parsed = new Map<string, Version | undefined>();
  return {
    parse: (text) => {
      if (!parsed.has(text)) parsed.set(text, parse(text));
      return parsed.get(text);
    },
    compare: (a, b) => compare(a as Version, b as Version),
  };
}

type Numbers = readonly bigint[];

function compareLists<Item>(a: readonly Item[], b: readonly Item[], compare: (a: Item, b: Item) => number): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const result = compare(a[index] as Item, b[index] as Item);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

function order<Value extends string | number | bigint>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Semantic Versioning 2.0.0, items 2, 9, 10 and 11. */
interface Semver {
  readonly numbers: Numbers;
  readonly pre: readonly string[];
}

function parseSemver(text: string): Semver | undefined {
  const match =
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  return { numbers: match.slice(1, 4).map(BigInt), pre: match[4]?.split('.') ?? [] };
}

function compareSemver(a: Semver, b: Semver): number {
  const numbers = compareLists(a.numbers, b.numbers, order);
  if (numbers !== 0) return numbers;
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  return compareLists(a.pre, b.pre, (x, y) => {
    const [numeric, other] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (numeric && other) return order(BigInt(x), BigInt(y));
    if (numeric !== other) return numeric ? -1 : 1;
    return order(x, y);
  });
}

export const semver = comparator((text) => parseSemver(text), compareSemver);

/** node-semver: blanks around it and a leading `v` are allowed. */
export const npm = comparator((text) => parseSemver(text.trim().replace(/^v/, '')), compareSemver);

/** Go modules, with or without the `v`; `v1` and `v1.2` are short for v1.0.0 and v1.2.0. */
export const golang = comparator((text) => {
  const plain = text.replace(/^v/, '');
  return parseSemver(/^\d+$/.test(plain) ? `${plain}.0.0` : /^\d+\.\d+$/.test(plain) ? `${plain}.0` : plain);
}, compareSemver);

/** PEP 440, as packaging.version orders: a tuple of which absent parts are replaced by infinities. */
interface Pep440 {
  readonly epoch: bigint;
  readonly release: Numbers;
  /** [rank, number]; rank -1: before all, 9: after all. */
  readonly pre: readonly [number, bigint];
  readonly post: bigint;
  readonly dev: readonly [number, bigint];
  readonly local: readonly (string | bigint)[] | undefined;
}

const preRanks: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };

function parsePep440(text: string): Pep440 | undefined {
  const match =
    /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d+)?)?((?:-(\d+))|(?:[-_.]?(?:post|rev|r)[-_.]?(\d+)?))?([-_.]?dev[-_.]?(\d+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i.exec(
      text,
    );
  if (match === null) return undefined;
  const [, epoch, numbers, pre, preNumber, post, post1, post2, dev, devNumber, local] = match;
  const release = (numbers as string).split('.').map(BigInt);
  while (release.length > 0 && release.at(-1) === 0n) release.pop();
  return {
    epoch: BigInt(epoch ?? 0),
    release,
    pre:
      pre === undefined
        ? [post === undefined && dev !== undefined ? -1 : 9, 0n]
        : [preRanks[pre.toLowerCase()] as number, BigInt(preNumber ?? 0)],
    post: post === undefined ? -1n : BigInt(post1 ?? post2 ?? 0),
    dev: dev === undefined ? [1, 0n] : [0, BigInt(devNumber ?? 0)],
    local: local
      ?.toLowerCase()
      .split(/[-_.]/)
      .map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
  };
}

export const pep440 = comparator(parsePep440, (a, b) => {
  if (a.epoch !== b.epoch) return order(a.epoch, b.epoch);
  const release = compareLists(a.release, b.release, order);
  if (release !== 0) return release;
  if (a.pre[0] !== b.pre[0]) return order(a.pre[0], b.pre[0]);
  if (a.pre[1] !== b.pre[1]) return order(a.pre[1], b.pre[1]);
  if (a.post !== b.post) return order(a.post, b.post);
  if (a.dev[0] !== b.dev[0]) return order(a.dev[0], b.dev[0]);
  if (a.dev[1] !== b.dev[1]) return order(a.dev[1], b.dev[1]);
  if (a.local === undefined || b.local === undefined)
    return (a.local === undefined ? 0 : 1) - (b.local === undefined ? 0 : 1);
  return compareLists(a.local, b.local, (x, y) => {
    if (typeof x === 'bigint' && typeof y === 'bigint') return order(x, y);
    if (typeof x === 'string' && typeof y === 'string') return order(x, y);
    return typeof x === 'string' ? -1 : 1;
  });
});
