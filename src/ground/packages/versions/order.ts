/**
 * How one ecosystem orders its versions. Every order is total over all texts and agrees with its ecosystem's own rules wherever those decide
 * (each file says where they do not); a text that is no version at all comes before every version.
 *
 * An order is given by keys: version `a` comes before `b` exactly if `key(a) < key(b)`, compared as JavaScript compares strings. Keys cost
 * about a microsecond to make and far less to compare, so whoever compares a version often keeps its key. They may be stored, beside
 * `keysVersion`, which changes when keys do.
 */
export interface VersionOrder {
  /** `semver`, `pep440`, `maven` … */
  readonly id: string;
  /** The sort key. Linear in the text's length; never fails. */
  key(text: string): string;
  compare(a: string, b: string): number;
  /** The ecosystem's own tools accept it. */
  isValid(text: string): boolean;
  /** A version that the ecosystem does not choose unless it is asked for: `-rc.1`, `.dev3`, `-SNAPSHOT`. */
  isPrerelease(text: string): boolean;
}

/** Changes whenever a key of any order does. */
export const keysVersion = 1;

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function orderBy(
  id: string,
  key: (text: string) => string,
  isValid: (text: string) => boolean,
  isPrerelease: (text: string) => boolean,
): VersionOrder {
  return {
    id,
    key,
    compare: (a, b) => (a === b ? 0 : compareKeys(key(a), key(b))),
    isValid,
    isPrerelease,
  };
}

/** First character of the key of a text that is no version, and of one that is. */
const NO_VERSION = '\u0000';
export const VERSION = '\u0001';

export function keyOfNoVersion(text: string): string {
  return NO_VERSION + text;
}

/**
 * A number of any length, so that codes compare as numbers do. Below 48,000 it is one character; above, its count of digits and the digits.
 * No code is the beginning of another.
 */
export function numberCode(text: string, from = 0, to = text.length): string {
  while (from < to - 1 && text.charCodeAt(from) === ZERO) from++;
  const length = to - from;
  if (length <= 5) {
    let value = 0;
    for (let index = from; index < to; index++) value = value * 10 + text.charCodeAt(index) - ZERO;
    if (value < ONE_CHARACTER) return String.fromCharCode(value);
  }
  const count =
    length < 0x3fff
      ? String.fromCharCode(ONE_CHARACTER + length)
      : String.fromCharCode(ONE_CHARACTER + 0x3fff, length >>> 16, length & 0xffff);
  return count + text.slice(from, to);
}

/** 48,000 + 16,383 is the last code below 0xfbff. */
const ONE_CHARACTER = 48_000;
const ZERO = 48;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Where the digits that begin at `from` end. */
export function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Where the letters that begin at `from` end. */
export function endOfLetters(text: string, from: number): number {
  let end = from;
  while (end < text.length && isLetter(text.charCodeAt(end))) end++;
  return end;
}
