import type { ViewRecord } from './group.ts';
import type { Segment } from './segment.ts';

/** A segment of the index, and which of its records still stand. */
export interface Part {
  readonly source: string;
  readonly segment: Segment;
  /** Segments of the same source that came later. */
  readonly later: Segment[];
  /** What is added to its records' numbers to tell them from others'. */
  readonly first: number;
  readonly live: Map<number, ViewRecord | undefined>;
}

/** The segments of one source, each after those that it replaces; `last`: the part before them. */
export function partsOf(source: string, segments: readonly Segment[], last: Part | undefined): Part[] {
  let next = last === undefined ? 0 : last.first + last.segment.records;
  return segments.map((segment, index) => {
    const first = next;
    next += segment.records;
    return { source, segment, later: segments.slice(index + 1), first, live: new Map() };
  });
}

/** The part that a record's number among all is of. */
export function partOf(parts: readonly Part[], ref: number): Part {
  return parts.findLast(({ first }) => first <= ref) as Part;
}

/** What stands under its number in a part; undefined: it is withdrawn, or a later segment says something else. */
export function recordOf(part: Part, number: number): ViewRecord | undefined {
  if (part.live.has(number)) return part.live.get(number);
  const head = part.segment.head(number);
  const stands = head.id !== '' && !head.withdrawn && !isReplaced(part, head.id);
  const record = stands ? { ref: part.first + number, head } : undefined;
  part.live.set(number, record);
  return record;
}

/** The numbers of all records under an id or alias, and under theirs, withdrawn ones too; in rising order. */
export function recordsUnder(parts: readonly Part[], id: string): number[] {
  const found = new Set<number>();
  const asked = new Set<string>();
  const ask = [id];
  for (let next = ask.pop(); next !== undefined; next = ask.pop()) {
    if (asked.has(next) || asked.size > 200) continue;
    asked.add(next);
    for (const part of parts) {
      for (const number of part.segment.numbersOf(next)) {
        const head = part.segment.head(number);
        if (isReplaced(part, head.id)) continue;
        found.add(part.first + number);
        ask.push(head.id, ...head.aliases);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

function isReplaced(part: Part, id: string): boolean {
  return part.later.some((segment) => segment.removed().has(id));
}
