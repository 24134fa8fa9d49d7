import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** apk-version(8): `digit{.digit}…{letter}{_suffix{#}}…{~hash}{-r#}`, as apk-tools 3 compares. */
export const apk: VersionOrder = orderBy(
  'apk',
  apkKey,
  (text) => apkKey(text).endsWith(END),
  (text) => /_(?:alpha|beta|pre|rc)/.test(text),
);

/** Tokens by rank, as where one version has one token and the other another: a pre-release suffix is least, another number is most. */
const BEFORE = '\u0001';
const INVALID = '\u0002';
const END = '\u0003';
const REVISION = '\u0004';
const HASH = '\u0005';
const SUFFIX_NUMBER = '\u0006';
const AFTER = '\u0007';
const LETTER = '\u0008';
const NUMBER = '\u0009';

const suffixes = new Map([
  ['alpha', `${BEFORE}\u0001`],
  ['beta', `${BEFORE}\u0002`],
  ['pre', `${BEFORE}\u0003`],
  ['rc', `${BEFORE}\u0004`],
  ['cvs', `${AFTER}\u0001`],
  ['svn', `${AFTER}\u0002`],
  ['git', `${AFTER}\u0003`],
  ['hg', `${AFTER}\u0004`],
  ['p', `${AFTER}\u0005`],
]);

type Place = 'number' | 'letter' | 'suffix' | 'suffix-number' | 'hash' | 'revision';

function apkKey(text: string): string {
  let at = endOfDigits(text, 0);
  if (at === 0) return keyOfNoVersion(text);
  let code = VERSION + numberCode(text, 0, at);
  let place: Place = 'number';
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character >= 97 && character <= 122 && place === 'number') {
      code += LETTER + text[at];
      place = 'letter';
      at++;
    } else if (character === 46 && place === 'number' && isDigit(text.charCodeAt(at + 1))) {
      const end = endOfDigits(text, at + 1);
      code += NUMBER + laterNumber(text, at + 1, end);
      at = end;
    } else if (isDigit(character) && place === 'suffix') {
      const end = endOfDigits(text, at);
      code += SUFFIX_NUMBER + numberCode(text, at, end);
      place = 'suffix-number';
      at = end;
    } else if (character === 95 && place !== 'hash' && place !== 'revision') {
      const end = endOfLowerCase(text, at + 1);
      const suffix = suffixes.get(text.slice(at + 1, end));
      if (suffix === undefined) return code + INVALID;
      code += suffix;
      place = 'suffix';
      at = end;
    } else if (character === 126 && place !== 'hash' && place !== 'revision') {
      const end = endOfHash(text, at + 1);
      if (end === at + 1) return code + INVALID;
      code += `${HASH}${text.slice(at + 1, end)}\u0000`;
      place = 'hash';
      at = end;
    } else if (text.startsWith('-r', at) && place !== 'revision' && isDigit(text.charCodeAt(at + 2))) {
      const end = endOfDigits(text, at + 2);
      code += REVISION + numberCode(text, at + 2, end);
      place = 'revision';
      at = end;
    } else return code + INVALID;
  }
  return code + END;
}

/** From the second number on, one with a leading zero is compared as text, and so before all that have none. */
function laterNumber(text: string, from: number, to: number): string {
  return text.charCodeAt(from) === 48 ? `\u0000${text.slice(from, to)}\u0000` : `\u0001${numberCode(text, from, to)}`;
}

function endOfLowerCase(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) >= 97 && text.charCodeAt(end) <= 122) end++;
  return end;
}

function endOfHash(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[0-9a-f]/.test(text.charAt(end))) end++;
  return end;
}
