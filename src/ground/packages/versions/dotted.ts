import type { VersionOrder } from './order.ts';
import { endOfDigits, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** R’s package_version: numbers parted by dots and hyphens; 1.0 < 1.0.0. */
export const cran: VersionOrder = orderBy(
  'cran',
  (text) => numbersKey(text, true),
  (text) => numbersKey(text, true) !== keyOfNoVersion(text) && /[.-]/.test(text),
  () => false,
);

/** Haskell’s Package Versioning Policy, as Data.Version orders it: numbers parted by dots; 1.0 < 1.0.0. */
export const hackage: VersionOrder = orderBy(
  'hackage',
  (text) => numbersKey(text, false),
  (text) => numbersKey(text, false) !== keyOfNoVersion(text) && !/(?:^|\.)0\d/.test(text),
  () => false,
);

const NUMBER = '\u0001';

/** Fewer numbers come before more: a key ends where another goes on. */
function numbersKey(text: string, hyphens: boolean): string {
  let key = VERSION;
  for (let at = 0; ; at++) {
    const end = endOfDigits(text, at);
    if (end === at) return keyOfNoVersion(text);
    key += NUMBER + numberCode(text, at, end);
    if (end === text.length) return key;
    const next = text.charCodeAt(end);
    if (next !== 46 && !(hyphens && next === 45)) return keyOfNoVersion(text);
    at = end;
  }
}
