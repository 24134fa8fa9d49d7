import { openScanner } from './open.ts';
import type { Span } from './text.ts';
import { type Values, valuesOf } from './values.ts';

/**
 * Gives the places of all that any rule could take for a secret's value: also what is then judged to be a placeholder, and what lies
 * outside the lines that are scanned. Positions are UTF-16 units of the text, in order, none touching the next. Undefined when they
 * cannot all be told: the text is too large, or holds too many.
 */
export type Redactor = (text: string) => readonly Span[] | undefined;

const milliseconds = 2000;
const matchesPerRule = 100_000;

/** For whoever shows lines of a file in which there are findings. @throws Error when an asset is missing or damaged. */
export function openRedactor(assets: ReadonlyMap<string, Uint8Array>): Redactor {
  const { scanner, image } = openScanner(assets);
  return (text) => {
    const bytes = new TextEncoder().encode(text);
    const { matches, gaveUp, stoppedAt } = scanner.scan(bytes, performance.now() + milliseconds, matchesPerRule);
    if (gaveUp.length > 0 || stoppedAt !== undefined) return undefined;
    const values = valuesOf(matches, image);
    return bytes.length === text.length ? values : inUtf16(values, bytes);
  };
}

/** A value that begins or ends inside a character covers all of it. */
function inUtf16(values: Values, bytes: Uint8Array): Span[] {
  let units = 0;
  let at = 0;
  const unitsBefore = (offset: number): number => {
    for (; at < offset; at += 1) {
      const byte = bytes[at] ?? 0;
      units += isContinuation(byte) ? 0 : byte >= 0xf0 ? 2 : 1;
    }
    return units;
  };
  return values.map(({ start, end }) => {
    let first = start;
    while (first > at && isContinuation(bytes[first] ?? 0)) first -= 1;
    return { start: unitsBefore(first), end: unitsBefore(end) };
  });
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
