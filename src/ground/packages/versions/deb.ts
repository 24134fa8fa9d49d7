import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, isLetter, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** Debian policy, 5.6.12: `[epoch:]upstream[-revision]`, as dpkg compares them. Ubuntu and opam order alike. */
export const deb: VersionOrder = orderBy('deb', debKey, isDebVersion, (text) => text.includes('~'));

function debKey(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return keyOfNoVersion(text);
  const colon = trimmed.indexOf(':');
  const epoch = colon > 0 && endOfDigits(trimmed, 0) === colon ? numberCode(trimmed, 0, colon) : '\u0000';
  const rest = colon > 0 && endOfDigits(trimmed, 0) === colon ? trimmed.slice(colon + 1) : trimmed;
  const hyphen = rest.lastIndexOf('-');
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  return VERSION + epoch + partCode(upstream) + partCode(hyphen === -1 ? '' : rest.slice(hyphen + 1));
}

/** `~` before the end, the end before letters, letters before all else. */
const TILDE = '\u0001';
const END = '\u0002';

/** Runs of what is no digit and of digits by turns; the first is of no digits and may be empty. An absent run of digits is zero. */
function partCode(part: string): string {
  let code = '';
  let at = 0;
  // Nothing is the same as 0: a missing revision is revision 0.
  if (part === '') return `${END}\u0000${END}`;
  while (at < part.length) {
    for (; at < part.length && !isDigit(part.charCodeAt(at)); at++) {
      const character = part.charCodeAt(at);
      code +=
        character === 126 ? TILDE : String.fromCharCode(isLetter(character) ? character : 0x100 + (character & 0xfff));
    }
    const end = endOfDigits(part, at);
    code += END + (end === at ? '\u0000' : numberCode(part, at, end));
    at = end;
  }
  return code + END;
}

function isDebVersion(text: string): boolean {
  const match = /^(?:(\d+):)?(.+)$/.exec(text.trim());
  if (match === null) return false;
  const [, epoch, rest = ''] = match;
  if (epoch !== undefined && Number(epoch) > 2_147_483_647) return false;
  const hyphen = rest.lastIndexOf('-');
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  if (!/^\d[A-Za-z0-9.+~:-]*$/.test(upstream) || (epoch === undefined && upstream.includes(':'))) return false;
  return hyphen === -1 || /^[A-Za-z0-9+.~]+$/.test(rest.slice(hyphen + 1));
}
