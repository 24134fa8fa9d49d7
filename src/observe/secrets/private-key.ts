import type { Checksum } from './checksum-state.ts';
import { base64Line, linesOf } from './private-key-lines.ts';
import { isEncryptedPgp, pgpTag } from './private-key-pgp.ts';
import { normalPutty, puttyKey } from './private-key-putty.ts';
import { signifyKey } from './private-key-signify.ts';
import { isWholeOpenSsh, openSshCipher, ssh2Cipher } from './private-key-ssh.ts';
import { isXml, normalXml, xmlKey } from './private-key-xml.ts';

/** A private key in any of its encodings as text: `valid` when it is whole by its own structure or sum. */
export function privateKeyChecksum(text: string): Checksum {
  if (text.startsWith('PuTTY-')) return puttyKey(text);
  if (isXml.test(text)) return xmlKey(text);
  return text.startsWith('RW') ? signifyKey(text) : armouredKey(text);
}

/** The same text for one key, however it is written: digits and headers without what only separates them. */
export function normalKey(text: string): string {
  if (text.startsWith('PuTTY-')) return normalPutty(text);
  if (isXml.test(text)) return normalXml(text);
  return normalArmour(text);
}

/**
 * What stands between the armour's lines of a private key (RFC 7468, RFC 1421, RFC 9580 section 6.2), over lines or in one string, in
 * comments, in strings that are joined, with the line breaks of XML. SSH2's (RFC 4716 has it for public keys) has four hyphens.
 */
function armouredKey(text: string): Checksum {
  const { label, headers, body } = partsOf(text);
  const bytes = Buffer.from(body, 'base64');
  const cipher = openSshCipher(bytes) ?? ssh2Cipher(bytes);
  const isEncrypted =
    label.startsWith('ENCRYPTED') ||
    /Proc-Type:\s*4,\s*ENCRYPTED/i.test(headers) ||
    (cipher !== undefined && cipher !== 'none') ||
    (label.startsWith('PGP') && isEncryptedPgp(bytes));
  // A legacy key that is encrypted is no DER: its headers are its structure.
  const isWhole =
    isWholeOpenSsh(bytes) ||
    ssh2Cipher(bytes) !== undefined ||
    isDerKey(bytes) ||
    (label.startsWith('PGP') && pgpTag(bytes) === 5) ||
    (isEncrypted && cipher === undefined && bytes.length >= 48);
  return { state: isWhole ? 'valid' : 'absent', ...(isEncrypted && { attributes: { encrypted: true } }) };
}

function normalArmour(text: string): string {
  const { begin, headers, body, end } = partsOf(text);
  return `${begin}${headers}${body}${end}`.replace(/\s/g, '');
}

interface Parts {
  readonly begin: string;
  readonly end: string;
  /** `RSA PRIVATE KEY`. */
  readonly label: string;
  /** RFC 1421 section 4.4 and OpenPGP's: `Name: value`. */
  readonly headers: string;
  readonly body: string;
}

/** Digits whose line breaks became blanks, as in a variable of the environment. */
const spaced = /^(?:[A-Za-z0-9+/]{16,} +)+[A-Za-z0-9+/=]+$/;

function partsOf(text: string): Parts {
  const [begin = '', end = ''] = text.match(/-{4,5} ?(?:BEGIN|END) [^-]+-{4,5}/g) ?? [];
  const inside = text.slice(text.indexOf(begin) + begin.length, end === '' ? undefined : text.lastIndexOf(end));
  const lines = linesOf(inside).map((line) => (spaced.test(line) ? line.replaceAll(' ', '') : line));
  const headers = lines.filter((line) => line.includes(':'));
  const body = lines.filter((line) => base64Line.test(line)).join('');
  // OpenPGP ends with a checksum of its own, behind an equals sign.
  return {
    begin,
    end,
    label: begin.replace(/^-+ ?BEGIN |-+$/g, '').trim(),
    headers: headers.join('\n'),
    body: body.replace(/={1,3}[A-Za-z0-9+/]{4}$/, ''),
  };
}

/** A private key in DER: PKCS #1, PKCS #8, its encrypted form, SEC 1 or DSA's, as long as it says. */
function isDerKey(bytes: Buffer): boolean {
  const outer = element(bytes, 0);
  if (outer?.tag !== 0x30 || outer.end !== bytes.length) return false;
  const first = element(bytes, outer.start);
  if (first?.tag === 0x30) return element(bytes, first.start)?.tag === 6 && element(bytes, first.end)?.tag === 4;
  if (first?.tag !== 2 || first.end - first.start !== 1) return false;
  const second = element(bytes, first.end);
  if (second === undefined) return false;
  // PKCS #8 has its algorithm there, SEC 1 the key, and PKCS #1 and DSA a large number.
  if (second.tag === 0x30) return element(bytes, second.start)?.tag === 6 && element(bytes, second.end)?.tag === 4;
  return second.tag === 4 || (second.tag === 2 && second.end - second.start >= 32);
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** X.690 section 8.1, definite lengths of up to two bytes; undefined when it does not end within the bytes. */
function element(bytes: Buffer, at: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first - 0x80;
  if (more > 2 || at + 2 + more > bytes.length) return undefined;
  const start = at + 2 + more;
  const end = start + (more === 0 ? first : bytes.readUIntBE(at + 2, more));
  return end <= bytes.length ? { tag, start, end } : undefined;
}
