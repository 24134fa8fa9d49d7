/** A set of characters: pairs of first and last code, in rising order, none touching the next. */
export type Characters = readonly number[];

export const noCharacters: Characters = [];
export const lastCode = 0x10ffff;
export const anyCharacter: Characters = [0, lastCode];

export function charactersOf(text: string): Characters {
  return united(Array.from(text, (each) => [each.codePointAt(0)!, each.codePointAt(0)!]));
}

export function united(sets: readonly Characters[]): Characters {
  if (sets.length === 1) return sets[0]!;
  const pairs: [number, number][] = [];
  for (const set of sets) for (let at = 0; at < set.length; at += 2) pairs.push([set[at]!, set[at + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const result: number[] = [];
  for (const [low, high] of pairs) {
    const end = result.length - 1;
    if (end > 0 && low <= result[end]! + 1) result[end] = Math.max(result[end]!, high);
    else result.push(low, high);
  }
  return result;
}

export function complementOf(set: Characters): Characters {
  const result: number[] = [];
  let next = 0;
  for (let at = 0; at < set.length; at += 2) {
    if (set[at]! > next) result.push(next, set[at]! - 1);
    next = set[at + 1]! + 1;
  }
  if (next <= lastCode) result.push(next, lastCode);
  return result;
}

export function intersectionOf(a: Characters, b: Characters): Characters {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const low = Math.max(a[i]!, b[j]!);
    const high = Math.min(a[i + 1]!, b[j + 1]!);
    if (low <= high) result.push(low, high);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return result;
}

export function isIn(code: number, set: Characters): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < set[middle * 2]!) high = middle - 1;
    else if (code > set[middle * 2 + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}

const shown = 'a0 -A_!./:@#\t\n';

/** One of them, for people to read if there is such a one; undefined for the empty set and for halves of characters alone. */
export function memberOf(set: Characters): string | undefined {
  for (const each of shown) if (isIn(each.codePointAt(0)!, set)) return each;
  const readable = intersectionOf(set, [0x21, 0x7e]);
  if (readable.length > 0) return String.fromCodePoint(readable[0]!);
  const whole = intersectionOf(set, [0, 0xd7ff, 0xe000, lastCode]);
  return whole.length === 0 ? undefined : String.fromCodePoint(whole[0]!);
}

/** Letters beyond these are not many, and no text is slow for their sake alone. */
const lastCased = 0x5ff;

/** With the other case of each of its letters. */
export function inBothCases(set: Characters): Characters {
  const more: Characters[] = [set];
  for (let at = 0; at < set.length; at += 2)
    for (let code = set[at]!; code <= Math.min(set[at + 1]!, lastCased); code++) {
      const character = String.fromCharCode(code);
      for (const other of [character.toLowerCase(), character.toUpperCase()])
        if (other !== character && other.length === 1) more.push([other.charCodeAt(0), other.charCodeAt(0)]);
    }
  return united(more);
}

export const digits: Characters = [48, 57];
export const wordCharacters: Characters = [48, 57, 65, 90, 95, 95, 97, 122];
/** As JavaScript's `\s`; Python's has four separators more, which nothing turns on. */
export const spaces: Characters = [
  9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000,
  0x3000, 0xfeff, 0xfeff,
];
export const lineEnds: Characters = [10, 10, 13, 13, 0x2028, 0x2029];

const properties = new Map<string, Characters | undefined>();

/** What has a property of Unicode, as `\p{name}` says, in its first plane; undefined for a name that does not exist. */
export function withProperty(name: string): Characters | undefined {
  if (properties.has(name)) return properties.get(name);
  let set: Characters | undefined;
  if (/^[A-Za-z_]{1,40}(?:=[A-Za-z_]{1,40})?$/.test(name))
    try {
      set = scanned(new RegExp(`\\p{${name}}`, 'u'));
    } catch {
      set = undefined;
    }
  if (properties.size < 200) properties.set(name, set);
  return set;
}

function scanned(property: RegExp): Characters {
  const set: number[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    if (!property.test(String.fromCharCode(code))) continue;
    if (set.at(-1) === code - 1) set[set.length - 1] = code;
    else set.push(code, code);
  }
  return set;
}
