import type { ByteRange } from '#ground/model';

/** Whole lines that are new, as bytes and as lines (from 1, the last included). */
export interface InsertedLines extends ByteRange {
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * The lines of `after` that `before` does not have, or has fewer of. A line that only moved is not new: what it holds was
 * there before.
 */
export function insertedLines(before: Uint8Array, after: Uint8Array): InsertedLines[] {
  const ends = lineEnds(after);
  const olds = lineEnds(before);
  const afterText = Buffer.from(after.buffer, after.byteOffset, after.byteLength);
  const beforeText = Buffer.from(before.buffer, before.byteOffset, before.byteLength);
  const newLine = (i: number): string => lineAt(afterText, ends, i);
  const oldLine = (i: number): string => lineAt(beforeText, olds, i);

  // Mostly one place changes: what begins and ends alike need not be counted.
  let start = 0;
  while (start < ends.length && start < olds.length && newLine(start) === oldLine(start)) start += 1;
  let tail = 0;
  while (
    tail < ends.length - start &&
    tail < olds.length - start &&
    newLine(ends.length - 1 - tail) === oldLine(olds.length - 1 - tail)
  )
    tail += 1;

  const had = new Map<string, number>();
  for (let i = start; i < olds.length - tail; i++) had.set(oldLine(i), (had.get(oldLine(i)) ?? 0) + 1);
  const ranges: InsertedLines[] = [];
  for (let i = start; i < ends.length - tail; i++) {
    const count = had.get(newLine(i)) ?? 0;
    if (count > 0) {
      had.set(newLine(i), count - 1);
      continue;
    }
    const last = ranges.at(-1);
    const from = i === 0 ? 0 : ends[i - 1]!;
    if (last?.end === from) ranges[ranges.length - 1] = { ...last, end: ends[i]!, lastLine: i + 1 };
    else ranges.push({ start: from, end: ends[i]!, firstLine: i + 1, lastLine: i + 1 });
  }
  return ranges;
}

/** Where each line ends, behind its line feed. A last line without one counts. */
function lineEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) ends.push(at + 1);
  if (bytes.length > (ends.at(-1) ?? 0)) ends.push(bytes.length);
  return ends;
}

/** Without its line feed, so that a missing one at the end of the file makes no new line. */
function lineAt(text: Buffer, ends: readonly number[], i: number): string {
  const end = ends[i]!;
  return text.toString('latin1', i === 0 ? 0 : ends[i - 1]!, text[end - 1] === 10 ? end - 1 : end);
}
