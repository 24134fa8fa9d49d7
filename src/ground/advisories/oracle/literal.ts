import { composer } from './composer.ts';
import { type Comparator, golang, npm, pep440, semver } from './comparators.ts';
import { maven } from './maven.ts';

/** OSV's evaluation algorithm (schema, “Evaluation”), read from the page into code line by line, over records as they came. */

/** A record, trusted to be of the schema's shape. */
export interface RawRecord {
  readonly id: string;
  readonly withdrawn?: string;
  readonly affected: readonly RawAffected[];
}

export interface RawAffected {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly versions?: readonly string[];
  readonly ranges?: readonly { readonly type: string; readonly events: readonly RawEvent[] }[];
}

export interface RawEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}

const ofEcosystem: Readonly<Record<string, Comparator>> = {
  npm,
  Go: golang,
  'crates.io': semver,
  PyPI: pep440,
  Maven: maven,
  Packagist: composer,
};

/** `unknown`: a version that the ecosystem does not know had to be compared. */
export type Answer = 'affected' | 'unaffected' | 'unknown';

/** Whether a package at a version is affected by a record. */
export function isVulnerable(ecosystem: string, name: string, version: string, record: RawRecord): Answer {
  let answer: Answer = 'unaffected';
  for (const affected of record.affected) {
    if (affected.package.ecosystem !== ecosystem || affected.package.name !== name) continue;
    const said = either(
      includedInVersions(version, affected.versions ?? [], ofEcosystem[ecosystem]),
      includedInRanges(version, affected, ecosystem),
    );
    answer = either(answer, said);
  }
  return answer;
}

function includedInVersions(v: string, versions: readonly string[], order: Comparator | undefined): Answer {
  const mine = order?.parse(v);
  for (const version of versions) {
    if (v === version) return 'affected';
    const other = order?.parse(version);
    if (mine !== undefined && other !== undefined && order?.compare(mine, other) === 0) return 'affected';
  }
  return 'unaffected';
}

function includedInRanges(v: string, affected: RawAffected, ecosystem: string): Answer {
  let answer: Answer = 'unaffected';
  for (const range of affected.ranges ?? []) {
    if (range.type === 'GIT') continue;
    answer = either(answer, includedInRange(v, range.events, comparatorOf(range.type, ecosystem)));
  }
  return answer;
}

function comparatorOf(type: string, ecosystem: string): Comparator | undefined {
  const own = ofEcosystem[ecosystem];
  return type === 'SEMVER' && own !== golang && own !== semver ? npm : own;
}

function includedInRange(v: string, events: readonly RawEvent[], order: Comparator | undefined): Answer {
  // “introduced allows a version of the value "0" to represent a version that sorts before any other version”
  if (
    events.some((event) => event.introduced === '0') &&
    events.every((event) => event.introduced === '0' || event.limit === '*')
  )
    return 'affected';
  // “events … must contain at least one introduced object”: what has none is no range, and nobody knows what was meant.
  if (!events.some((event) => event.introduced !== undefined)) return 'unknown';
  const mine = order?.parse(v);
  if (mine === undefined || order === undefined) return 'unknown';
  const zero = Symbol('before any other version');
  const parsed = (event: RawEvent): unknown => (event.introduced === '0' ? zero : order.parse(versionOf(event)));
  const compared = (a: unknown, b: unknown): number =>
    a === zero || b === zero ? (a === b ? 0 : a === zero ? -1 : 1) : order.compare(a, b);
  const known = events.filter((event) => event.limit === undefined).map((event) => ({ event, at: parsed(event) }));
  const limits = events.filter((event) => event.limit !== undefined).map((event) => event.limit as string);
  if (known.some(({ at }) => at === undefined)) return 'unknown';
  if (limits.some((limit) => !limit.includes('*') && order.parse(limit) === undefined)) return 'unknown';
  // BeforeLimits
  if (limits.length > 0 && !limits.some((limit) => limit.includes('*') || compared(mine, order.parse(limit)) < 0))
    return 'unaffected';
  let vulnerable = false;
  for (const { event, at } of known.toSorted((a, b) => compared(a.at, b.at))) {
    if (event.introduced !== undefined && compared(mine, at) >= 0) vulnerable = true;
    else if (event.fixed !== undefined && compared(mine, at) >= 0) vulnerable = false;
    else if (event.last_affected !== undefined && compared(mine, at) > 0) vulnerable = false;
  }
  return vulnerable ? 'affected' : 'unaffected';
}

/** The versions that an ecosystem knows, in its order. */
export function inOrder(ecosystem: string, versions: readonly string[]): unknown[] {
  const order = ofEcosystem[ecosystem];
  if (order === undefined) return [];
  return versions
    .map(order.parse)
    .filter((version) => version !== undefined)
    .sort(order.compare);
}

/**
 * Whether a version is at once above one version and below one that comes earlier: Maven's comparison runs in circles (`1.Alpha1` < `1.Final` <
 * `1.Final.1` < `1.Alpha1`), and “sorted” means nothing there. `sorted`: of inOrder.
 */
export function isCircular(ecosystem: string, sorted: readonly unknown[], version: string): boolean {
  const order = ofEcosystem[ecosystem];
  const mine = order?.parse(version);
  if (order === undefined || mine === undefined) return false;
  let before = 1;
  for (const other of sorted) {
    const sign = Math.sign(order.compare(mine, other));
    if (sign > before) return true;
    before = sign;
  }
  return false;
}

function versionOf(event: RawEvent): string {
  return event.introduced ?? event.fixed ?? event.last_affected ?? '';
}

function either(a: Answer, b: Answer): Answer {
  if (a === 'affected' || b === 'affected') return 'affected';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'unaffected';
}
