import { CodeScan } from './scan.ts';

/** A part of a text, from one UTF-16 offset to another. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/**
 * Parts of a text around a syntax error without which the rest may parse, the smallest first: its line, what stands between commas or
 * statements in the innermost bracket, then in those around it, what stands from one line without indentation to the next, and all to
 * the end. Brackets that the error leaves open are told by lines that begin a statement without indentation.
 */
export function regionsAround(text: string, error: number, isJsx: boolean): Region[] {
  const signs = readSigns(text, isJsx);
  const regions: Region[] = [];
  const add = (start: number, end: number): void => {
    if (
      end > start &&
      text.slice(start, end).trim() !== '' &&
      !regions.some((one) => one.start === start && one.end === end)
    )
      regions.push({ start, end });
  };
  const at = Math.min(error, text.length);
  const line = lineAround(text, at);
  add(line.start, line.end);
  for (const opener of signs.openAt(at).slice(-innermost).reverse()) {
    const { separators, end } = signs.within(opener, at);
    const between = nearest(separators, at, opener + 1, end);
    add(between.start, between.end);
    const statements = separators.filter((separator) => signs.endsStatement(separator));
    const statement = nearest(statements, at, opener + 1, end);
    add(statement.start, statement.end);
  }
  const whole = signs.within(-1, at);
  const outermost = nearest(
    whole.separators.filter((separator) => signs.endsStatement(separator)),
    at,
    0,
    whole.end,
  );
  add(outermost.start, outermost.end);
  const chunk = chunkAround(text, signs.firstUnclosed(at) ?? at);
  add(chunk.start, chunk.end);
  add(chunk.start, text.length);
  return regions.sort((one, other) => one.end - one.start - (other.end - other.start));
}

const innermost = 6;

interface Signs {
  openAt(at: number): number[];
  firstUnclosed(before: number): number | undefined;
  /** Inside the bracket that opens at a place (-1: outside of all): what separates there, and where it is closed. */
  within(opener: number, at: number): { separators: number[]; end: number };
  endsStatement(separator: number): boolean;
}

function readSigns(text: string, isJsx: boolean): Signs {
  const scan = new CodeScan(text, isJsx);
  const places: number[] = [];
  const openers: number[] = [];
  const inside: number[] = [];
  while (scan.next()) {
    const { code, at } = scan;
    const isClosing = code === 0x29 || code === 0x5d || code === 0x7d;
    if (!isClosing && code !== 0x28 && code !== 0x5b && code !== 0x7b && code !== 0x2c && code !== 0x3b) continue;
    places.push(at);
    openers.push(isClosing ? scan.opener : -2);
    const { open } = scan;
    inside.push(open.at(-1) === at ? (open.at(-2) ?? -1) : (open.at(-1) ?? -1));
  }
  const unclosed = [...scan.open];
  const closers = new Map<number, number>();
  places.forEach((place, nth) => openers[nth]! >= 0 && closers.set(openers[nth]!, place));
  return {
    openAt: (at) =>
      places.filter((place) => /[([{]/.test(text[place]!) && place < at && (closers.get(place) ?? text.length) >= at),
    firstUnclosed: (before) => unclosed.find((place) => place < before && /[([{]/.test(text[place]!)),
    within: (opener) => ({
      separators: places.filter((place, nth) => inside[nth] === opener && /[;,}]/.test(text[place]!)),
      end: opener < 0 ? text.length : (closers.get(opener) ?? text.length),
    }),
    endsStatement: (separator) => text[separator] !== ',',
  };
}

/** From behind the last separator before a place to the first one behind it, with that one if it ends a statement. */
function nearest(separators: readonly number[], at: number, from: number, to: number): Region {
  let start = from;
  let end = to;
  for (const separator of separators) {
    if (separator < at) start = Math.max(start, separator + 1);
    else {
      end = Math.min(end, separator + 1);
      break;
    }
  }
  return { start, end };
}

function lineAround(text: string, at: number): Region {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end < 0 ? text.length : end };
}

/** From the line at or before a place that begins a statement without indentation, to the next such line. */
function chunkAround(text: string, at: number): Region {
  const begins = /^(?:[A-Za-z_$@'"`(]|\/\/|\/\*)/;
  let start = text.lastIndexOf('\n', at - 1) + 1;
  while (start > 0 && !begins.test(text.slice(start, start + 4))) start = text.lastIndexOf('\n', start - 2) + 1;
  let end = text.indexOf('\n', at);
  while (end >= 0 && !begins.test(text.slice(end + 1, end + 5))) end = text.indexOf('\n', end + 1);
  return { start, end: end < 0 ? text.length : end };
}
