import type { VersionOrder } from './order.ts';
import { endOfDigits, endOfLetters, isDigit, isLetter, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** `[epoch:]version[-release]`, each part by rpmvercmp (rpm-version(7)); a missing epoch is 0, a missing release before every other. */
export const rpm: VersionOrder = orderBy(
  'rpm',
  rpmKey,
  (text) => /^(?:\d+:)?[A-Za-z0-9._+~^]+(?:-[A-Za-z0-9._+~^]+)?$/.test(text),
  (text) => text.includes('~'),
);

function rpmKey(text: string): string {
  if (text === '') return keyOfNoVersion(text);
  const digits = endOfDigits(text, 0);
  const hasEpoch = digits > 0 && text.charCodeAt(digits) === 58;
  const epoch = hasEpoch ? numberCode(text, 0, digits) : '\u0000';
  const rest = hasEpoch ? text.slice(digits + 1) : text;
  const hyphen = rest.lastIndexOf('-');
  if (hyphen === -1) return VERSION + epoch + partCode(rest) + END;
  return VERSION + epoch + partCode(rest.slice(0, hyphen)) + partCode(rest.slice(hyphen + 1));
}

const TILDE = '\u0001';
const END = '\u0002';
const CARET = '\u0003';
const WORD = '\u0004';
const NUMBER = '\u0005';

function partCode(part: string): string {
  let code = '';
  for (let at = 0; at < part.length;) {
    const character = part.charCodeAt(at);
    if (isDigit(character)) {
      const end = endOfDigits(part, at);
      code += NUMBER + numberCode(part, at, end);
      at = end;
    } else if (isLetter(character)) {
      const end = endOfLetters(part, at);
      code += `${WORD}${part.slice(at, end)}\u0000`;
      at = end;
    } else {
      if (character === 126) code += TILDE;
      if (character === 94) code += CARET;
      at++;
    }
  }
  return code + END;
}
