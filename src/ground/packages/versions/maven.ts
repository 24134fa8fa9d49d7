import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/**
 * Maven’s ComparableVersion (Maven 4; “version order specification” of the POM reference). Where Maven’s own comparison runs in circles
 * (1 < 1.sp.1 < 1-alpha < 1; 1-ga1 = 1 = 1-ga2) this order decides by whether an item comes before or after “nothing more follows”.
 */
export const maven: VersionOrder = orderBy(
  'maven',
  (text) => (text === '' ? keyOfNoVersion(text) : (plainKey(text) ?? VERSION + codeOf(mavenItems(text)))),
  (text) => text !== '' && !/\s/.test(text),
  (text) => mavenItems(text).some(({ sign }) => sign < 0),
);

/**
 * An item of the version, or the beginning of the list that holds all that follow. Maven’s lists stand only at the end of another, so that a
 * version is one sequence. `sign` is where it stands to nothing at all.
 */
interface Item {
  readonly kind: 'number' | 'word' | 'joined' | 'list';
  readonly sign: -1 | 0 | 1;
  readonly code: string;
}

const list: Item = { kind: 'list', sign: 0, code: '' };
const zero: Item = { kind: 'number', sign: 0, code: '' };

/** Kinds of items at one place, in order. */
const LESSER_WORD = '\u0001';
const RELEASE_THEN_LESS = '\u0002';
const LIST_OF_LESS = '\u0003';
const ZERO_THEN_LESS = '\u0004';
const END = '\u0005';
const RELEASE_THEN_MORE = '\u0006';
const GREATER_WORD = '\u0007';
const LIST_OF_MORE = '\u0008';
const ZERO_THEN_MORE = '\u0009';
const NUMBER = '\u000a';

/** Numbers and dots alone. */
function plainKey(text: string): string | undefined {
  let key = VERSION;
  let zeros = '';
  for (let at = 0; ; at++) {
    const end = endOfDigits(text, at);
    if (end === at) return undefined;
    const code = numberCode(text, at, end);
    if (code === '\u0000') zeros += ZERO_THEN_MORE;
    else {
      key += `${zeros}${NUMBER}${code}`;
      zeros = '';
    }
    if (end === text.length) return key + END;
    if (text.charCodeAt(end) !== 46) return undefined;
    at = end;
  }
}

function codeOf(items: readonly Item[]): string {
  let last = items.length;
  while (last > 0 && items[last - 1]?.sign === 0) last--;
  const codes = [END];
  let rest = 0;
  for (let index = last - 1; index >= 0; index--) {
    const { kind, sign, code } = items[index]!;
    if (kind === 'list') codes.push(rest < 0 ? LIST_OF_LESS : LIST_OF_MORE);
    else if (sign !== 0) {
      codes.push(code);
      rest = sign;
    } else if (kind === 'number') codes.push(rest < 0 ? ZERO_THEN_LESS : ZERO_THEN_MORE);
    else codes.push((rest < 0 ? RELEASE_THEN_LESS : RELEASE_THEN_MORE) + code);
  }
  return codes.reverse().join('');
}

function mavenItems(text: string): readonly Item[] {
  const items: Item[] = [];
  const version = text.toLowerCase();
  let start = 0;
  let inDigits = false;
  let joined = false;
  const take = (end: number) => items.push(itemOf(version.slice(start, end), joined, inDigits));
  /** A list begins only after something. */
  const open = () => {
    if (items.length > 0 && items.at(-1) !== list) items.push(list);
  };
  for (let at = 0; at < version.length; at++) {
    const code = version.charCodeAt(at);
    if (code === 46) {
      if (at === start) items.push(zero);
      else take(at);
      joined = false;
      start = at + 1;
    } else if (code === 45) {
      if (at === start) items.push(zero);
      else if (!inDigits && isDigit(version.charCodeAt(at + 1))) {
        // rc-1 is rc1.
        joined = true;
        continue;
      } else take(at);
      start = at + 1;
      open();
      joined = false;
    } else if (isDigit(code)) {
      if (!inDigits && at > start) {
        joined = true;
        open();
      }
      inDigits = true;
    } else {
      if (inDigits && at > start) {
        take(at);
        start = at;
        open();
        joined = false;
      }
      inDigits = false;
    }
  }
  if (version.length > start) {
    // .x is -x at the end.
    if (!inDigits) open();
    take(version.length);
  }
  return normalised(items);
}

function itemOf(text: string, joined: boolean, digits: boolean): Item {
  if (!joined) return digits ? numberItem(text) : wordItem(text, undefined);
  const plain = text.replaceAll('-', '');
  let at = 0;
  while (at < plain.length && !isDigit(plain.charCodeAt(at))) at++;
  return wordItem(plain.slice(0, at), numberCode(plain, at));
}

function numberItem(digits: string): Item {
  const code = numberCode(digits);
  return code === '\u0000' ? zero : { kind: 'number', sign: 1, code: NUMBER + code };
}

const lesser = ['alpha', 'beta', 'milestone', 'rc', 'snapshot'];
const shorthands = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** `number` is the code of the number that the word is joined to: rc1 comes after rc. */
function wordItem(text: string, number: string | undefined): Item {
  const kind = number === undefined ? 'word' : 'joined';
  const tail = number === undefined ? '\u0000' : `\u0001${number}`;
  const word = text === 'cr' ? 'rc' : number === undefined ? text : (shorthands.get(text) ?? text);
  const rank = lesser.indexOf(word);
  if (rank !== -1) return { kind, sign: -1, code: LESSER_WORD + String.fromCharCode(rank) + tail };
  if (word === '' || word === 'ga' || word === 'final' || word === 'release')
    return kind === 'word' ? { kind, sign: 0, code: tail } : { kind, sign: 1, code: RELEASE_THEN_MORE + tail };
  return { kind, sign: 1, code: GREATER_WORD + (word === 'sp' ? '\u0001' : `\u0002${word}\u0000`) + tail };
}

/** Without the zeros and releases that end a list, and those before a word or before a list that begins with one; the innermost list first. */
function normalised(items: readonly Item[]): readonly Item[] {
  const kept: Item[] = [];
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]!;
    const next = kept.at(-1);
    if (item === list ? next === undefined : item.sign === 0 && goesBefore(next, kept.at(-2))) continue;
    kept.push(item);
  }
  return kept.reverse();
}

/** Whether what counts for nothing is left out before these items. */
function goesBefore(next: Item | undefined, after: Item | undefined): boolean {
  if (next === list) return after?.kind === 'word' || after?.kind === 'joined';
  return next === undefined || next.kind === 'word';
}
