import type { Json } from '#ground/model';
import { Unwrapper } from './decode/unwrapper.ts';
import { openScanner } from './open.ts';
import type { Span } from './text.ts';
import { apart, isOfWords, looksRandom, type Values, takenBy, valuesOf } from './values.ts';

/**
 * Gives the places of all that any rule could take for a secret's value, also what is then judged to be a placeholder, and what lies
 * outside the lines that are scanned; and of all that looks random, as does a secret that lost its name, or a part of a key. Positions are UTF-16 units of the text, in order, none touching the next. Undefined when they
 * cannot all be told: the text is too large, or holds too many. `shown` are the lines that will be shown, whole, in order and apart;
 * what looks random is looked for in them alone, since it ends with its line.
 */
export type Redactor = (text: string, shown?: readonly Span[]) => readonly Span[] | undefined;

const milliseconds = 2000;
const matchesPerRule = 100_000;
const maxRuns = 100_000;
/** A longer one is taken in parts: without a limit, a file that is one run overflows the matcher's stack. */
const randomRun = /[A-Za-z0-9+/_-]{12,4096}={0,2}/g;
/** Longer runs are judged by their beginning. */
const judgedCharacters = 128;

/** For whoever shows lines of a file in which there are findings. `own`: what the project brings. @throws Error when an asset is missing or damaged. */
export function openRedactor(assets: ReadonlyMap<string, Uint8Array>, own?: Json): Redactor {
  const { scanner, image, gitleaks } = openScanner(assets, own);
  const unwrapper = new Unwrapper(scanner);
  return (text, shown = [{ start: 0, end: text.length }]) => {
    const bytes = new TextEncoder().encode(text);
    const deadline = performance.now() + milliseconds;
    const { matches, gaveUp, stoppedAt, hints } = scanner.scan(bytes, deadline, matchesPerRule);
    if (gaveUp.length > 0 || stoppedAt !== undefined) return undefined;
    const unwrapped = unwrapper.unwrap(bytes, deadline, gitleaks?.readsLayers);
    if (unwrapped.gaveUp.length > 0 || unwrapped.stoppedAt !== undefined) return undefined;
    const encoded = unwrapped.layers.flatMap((layer) =>
      layer.matches.flatMap((match) => takenBy(match, image).map((span) => layer.originOf(span))),
    );
    const theirs = gitleaks === undefined ? [] : gitleaks.hidden({ bytes, hints, layers: unwrapped.layers, deadline });
    if (theirs === undefined) return undefined;
    const values = apart([...valuesOf(matches, image), ...encoded, ...theirs]);
    const places = withRandom(text, bytes.length === text.length ? values : inUtf16(values, bytes), shown);
    return places && apart(places.map((place) => grown(place, text)));
  };
}

/** The values, and what looks random between them in what is shown. */
function withRandom(text: string, values: Values, shown: readonly Span[]): Values | undefined {
  const all: Span[] = [];
  let runs = 0;
  let from = 0;
  let at = 0;
  for (const value of [...values, { start: text.length, end: text.length }]) {
    while (at < shown.length && shown[at]!.end <= from) at += 1;
    for (let next = at; next < shown.length && shown[next]!.start < value.start; next += 1) {
      const start = Math.max(from, shown[next]!.start);
      for (const { 0: run, index } of text.slice(start, Math.min(value.start, shown[next]!.end)).matchAll(randomRun)) {
        runs += 1;
        if (runs > maxRuns) return undefined;
        if (looksRandom(run.slice(0, judgedCharacters)))
          all.push({ start: start + index, end: start + index + run.length });
      }
    }
    if (value.start < value.end) all.push(value);
    from = value.end;
  }
  return all;
}

const longestGrowth = 512;

/** With what joins it and is no word: a rule may know less of a token than there is of it. */
function grown({ start, end }: Span, text: string): Span {
  const before = /[A-Za-z0-9+/_.-]*$/.exec(text.slice(Math.max(0, start - longestGrowth), start))?.[0] ?? '';
  const after = /^[A-Za-z0-9+/_.-]*={0,2}/.exec(text.slice(end, end + longestGrowth))?.[0] ?? '';
  return { start: start - growth(partsOf(before).toReversed()), end: end + growth(partsOf(after)) };
}

/** Length of the parts up to the last that is no word; behind two words that follow each other nothing belongs to the token. */
function growth(parts: readonly string[]): number {
  let length = 0;
  let grownBy = 0;
  let words = 0;
  for (const [at, part] of parts.entries()) {
    length += part.length;
    if (/^[./]+$/.test(part)) continue;
    words = isOfWords(part) ? words + 1 : 0;
    if (words === 2) break;
    // A short part behind a dot or a slash is a version more often than a piece of a token.
    if (words === 0 && (at === 0 || part.length >= 6)) grownBy = length;
  }
  return grownBy;
}

/** Words and what stands between them, one after the other. */
function partsOf(run: string): string[] {
  return run.match(/[./]+|[^./]+/g) ?? [];
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
