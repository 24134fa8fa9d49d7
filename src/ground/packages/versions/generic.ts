import type { VersionOrder } from './order.ts';
import { endOfDigits, endOfLetters, isDigit, isLetter, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';
import { LESS, MORE, MOST, paddedCode } from './padded.ts';

/**
 * For ecosystems without a documented order: runs of digits and of letters, whatever parts them, without case and without a leading `v`.
 * Numbers compare as numbers and come after words; a missing item is zero; words that mean “before the release” come before it.
 */
export const generic: VersionOrder = orderBy(
  'generic',
  (text) => {
    const items = genericItems(text);
    return items.length === 0 ? keyOfNoVersion(text) : VERSION + paddedCode(items);
  },
  (text) => genericItems(text).length > 0,
  (text) => genericItems(text).some(({ sign }) => sign < 0),
);

const before = new Map(
  [
    'dev',
    'snapshot',
    'nightly',
    'canary',
    'alpha',
    'a',
    'beta',
    'b',
    'm',
    'milestone',
    'pre',
    'preview',
    'c',
    'cr',
    'rc',
  ].map((word, index) => [word, String.fromCharCode(index)]),
);

function genericItems(text: string): { sign: -1 | 0 | 1; code: string }[] {
  const items: { sign: -1 | 0 | 1; code: string }[] = [];
  const lower = text.toLowerCase();
  const plus = lower.indexOf('+');
  const end = plus === -1 ? lower.length : plus;
  for (let at = /^v\d/.test(lower) ? 1 : 0; at < end;) {
    const code = lower.charCodeAt(at);
    if (isDigit(code)) {
      const to = endOfDigits(lower, at);
      const number = numberCode(lower, at, to);
      items.push({ sign: number === '\u0000' ? 0 : 1, code: MOST + number });
      at = to;
    } else if (isLetter(code)) {
      const to = endOfLetters(lower, at);
      const word = lower.slice(at, to);
      const rank = before.get(word);
      items.push(rank === undefined ? { sign: 1, code: `${MORE}${word}\u0000` } : { sign: -1, code: LESS + rank });
      at = to;
    } else at++;
  }
  return items;
}
