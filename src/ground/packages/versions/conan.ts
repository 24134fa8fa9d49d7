import type { VersionOrder } from './order.ts';
import { endOfDigits, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/**
 * Conan 2: items parted by dots, then a pre-release, then a build, each compared alike; trailing zeros say nothing. Conan compares a number
 * with a word as texts, which is no order (10 < 1a < 9 < 10): here the number that a word begins with counts first, and a word that begins with
 * none comes after every number.
 */
export const conan: VersionOrder = orderBy(
  'conan',
  conanKey,
  (text) => text !== '' && !/\s/.test(text),
  (text) => /^[^+]*-/.test(text),
);

const END = '\u0001';
const RELEASE = '\uFFFF';

function conanKey(text: string): string {
  if (text === '') return keyOfNoVersion(text);
  const plus = text.lastIndexOf('+');
  const main = plus === -1 ? text : text.slice(0, plus);
  const hyphen = main.indexOf('-');
  const items = hyphen === -1 ? main : main.slice(0, hyphen);
  const pre = hyphen === -1 ? RELEASE : itemsCode(main.slice(hyphen + 1));
  return VERSION + itemsCode(items) + pre + (plus === -1 ? '' : itemsCode(text.slice(plus + 1)));
}

function itemsCode(text: string): string {
  let code = '';
  let zeros = '';
  for (const item of text.split('.')) {
    if (item === '') code += `${zeros}\u0002`;
    else if (endOfDigits(item, 0) === item.length) {
      const number = numberCode(item);
      if (number === '\u0000') {
        zeros += `\u0003${number}\u0000`;
        continue;
      }
      code += `${zeros}\u0003${number}\u0000`;
    } else {
      const digits = endOfDigits(item, 0);
      code +=
        zeros +
        (digits === 0 ? '\u0004' : `\u0003${numberCode(item, 0, digits)}\u0001`) +
        item.slice(digits) +
        '\u0000';
    }
    zeros = '';
  }
  return code + END;
}
