import { orderOf, type VersionOrder } from '#ground/packages';

/** All versions that are named of one package, on the line that intervals.ts speaks of. */
export interface VersionLine {
  /** In the ecosystem's order; those that compare equal stand together. */
  readonly strings: readonly string[];
  /** For each string, which version of the line it is: rising. */
  readonly versionOf: readonly number[];
  /** How many versions there are. */
  readonly count: number;
  /** What cannot be ordered: only equal texts match. */
  readonly odd: readonly string[];
}

/**
 * How an ecosystem orders its versions. `semver` forces SemVer's order, for ranges of type SEMVER elsewhere; undefined: nobody knows an order, and
 * only equal texts match.
 */
export function orderFor(type: string, order: TableOrder): VersionOrder | undefined {
  return orderOf(order === 'semver' ? 'npm' : type);
}

/** `own`: the ecosystem's. */
export type TableOrder = 'own' | 'semver';

/** Tags are written with and without a `v`, in advisories and by those who use them. */
export function isTagged(type: string): boolean {
  return type === 'github' || type === 'swift';
}

/** `v1.2.3` of what is tagged is 1.2.3. */
export function withoutPrefix(version: string): string {
  return /^[vV]\d/.test(version) ? version.slice(1) : version;
}

/** Ecosystems whose own order is SemVer's: ranges of type SEMVER need no table of their own there. */
export function isSemver(type: string): boolean {
  return semver.has(type);
}

const semver = new Set(['npm', 'cargo', 'golang', 'hex', 'pub', 'swift']);

export function lineOf(versions: Iterable<string>, order: VersionOrder | undefined): VersionLine {
  const keyed: { readonly version: string; readonly key: string }[] = [];
  const odd: string[] = [];
  for (const version of new Set(versions)) {
    if (order?.isValid(version) === true) keyed.push({ version, key: order.key(version) });
    else odd.push(version);
  }
  // Equal versions in the order of their texts, so that the same versions make the same line.
  keyed.sort((a, b) => compared(a.key, b.key) || compared(a.version, b.version));
  const versionOf: number[] = [];
  let count = 0;
  for (const [index, { key }] of keyed.entries()) {
    if (index === 0 || keyed[index - 1]?.key !== key) count++;
    versionOf.push(count - 1);
  }
  return { strings: keyed.map(({ version }) => version), versionOf, count, odd: odd.sort() };
}

/** Where a version with this key stands on the line. `keyAt`: of the strings. */
export function positionOn(
  { strings, versionOf, count }: VersionLine,
  key: string,
  keyAt: (index: number) => string,
): number {
  let low = 0;
  let high = strings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyAt(middle) < key) low = middle + 1;
    else high = middle;
  }
  if (low === strings.length) return 2 * count;
  const version = versionOf[low] as number;
  return keyAt(low) === key ? 2 * version + 1 : 2 * version;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
