import type { RangeEvent } from './record.ts';

/**
 * A package's known versions in their ecosystem's order make a line of positions: version `i` (counting from 0; versions that compare equal
 * are one) is at 2i + 1, and all that lies between it and the one before at 2i. `last` is the position behind the last: 2n. A set of versions is
 * a list of inclusive intervals of positions: start, end, start, end, … rising, apart.
 */
export type Intervals = readonly number[];

/** What the events of a range say (OSV schema, “Evaluation”). `positionOf`: of an event's version; undefined where it cannot be ordered. */
export function intervalsOfRange(
  events: readonly RangeEvent[],
  positionOf: (version: string) => number | undefined,
  last: number,
): number[] | undefined {
  const placed: { at: RangeEvent['at']; position: number }[] = [];
  let limit = -1;
  let limited = false;
  for (const { at, version } of events) {
    if (at === 'limit') {
      limited = true;
      if (version.includes('*')) limit = last;
      else {
        const position = positionOf(version);
        if (position === undefined) return undefined;
        limit = Math.max(limit, position - 1);
      }
      continue;
    }
    const position = at === 'introduced' && version === '0' ? -1 : positionOf(version);
    if (position === undefined) return undefined;
    placed.push({ at, position });
  }
  placed.sort((a, b) => a.position - b.position);
  return cutAt(walk(placed, last), limited ? limit : last);
}

function walk(events: readonly { readonly at: RangeEvent['at']; readonly position: number }[], last: number): number[] {
  const found: number[] = [];
  let affected = false;
  let since = 0;
  const turn = (to: boolean, at: number): void => {
    if (to === affected) return;
    if (affected && at > since) add(found, since, at - 1);
    affected = to;
    since = Math.max(at, 0);
  };
  for (let index = 0; index < events.length;) {
    const position = (events[index] as { position: number }).position;
    let end = index;
    while (end < events.length && events[end]?.position === position) end++;
    // At the version itself, last_affected has not happened yet; from the next position on all have, in their order.
    const before = affected;
    let here = before;
    let after = before;
    for (; index < end; index++) {
      const at = events[index]?.at;
      if (at === 'introduced') here = after = true;
      else if (at === 'fixed') here = after = false;
      else after = false;
    }
    turn(here, position);
    turn(after, position + 1);
  }
  if (affected) add(found, since, last);
  return found;
}

function cutAt(intervals: number[], limit: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < intervals.length; index += 2) {
    const start = intervals[index] as number;
    if (start <= limit) found.push(start, Math.min(intervals[index + 1] as number, limit));
  }
  return found;
}

function add(intervals: number[], start: number, end: number): void {
  if (end < start) return;
  const reached = intervals.at(-1);
  if (reached !== undefined && reached + 1 >= start) intervals[intervals.length - 1] = end;
  else intervals.push(start, end);
}

/** All that any of the lists has. */
export function union(lists: readonly Intervals[]): number[] {
  if (lists.length === 1) return [...(lists[0] as Intervals)];
  const pairs: [number, number][] = [];
  for (const list of lists)
    for (let index = 0; index < list.length; index += 2) pairs.push([list[index] as number, list[index + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  const found: number[] = [];
  for (const [start, end] of pairs) {
    const reached = found.at(-1);
    if (reached === undefined || reached + 1 < start) found.push(start, end);
    else if (reached < end) found[found.length - 1] = end;
  }
  return found;
}

export function holds(intervals: Intervals, position: number): boolean {
  let low = 0;
  let high = intervals.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[2 * middle + 1] as number) < position) low = middle + 1;
    else high = middle;
  }
  const start = intervals[2 * low];
  return start !== undefined && start <= position;
}

/** The same versions on a longer line: `places[i]` is where version i stands on it. */
export function moved(intervals: Intervals, places: readonly number[], last: number): number[] {
  const found: number[] = [];
  const placeOf = (index: number): number => 2 * (places[index] as number) + 1;
  for (let index = 0; index < intervals.length; index += 2) {
    const start = intervals[index] as number;
    const end = intervals[index + 1] as number;
    const from = start % 2 === 1 ? placeOf((start - 1) / 2) : start === 0 ? 0 : placeOf(start / 2 - 1) + 1;
    const to = end % 2 === 1 ? placeOf((end - 1) / 2) : end / 2 === places.length ? last : placeOf(end / 2) - 1;
    add(found, from, to);
  }
  return found;
}
