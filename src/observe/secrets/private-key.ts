import type { Checksum } from './checksum-state.ts';

/**
 * What stands between the armour's lines of a private key (RFC 7468, RFC 1421, RFC 9580 section 6.2), over lines or in one string, in
 * comments, in strings that are joined, with the line breaks of XML: `valid` when it is whole by its own structure.
 */
export function privateKeyChecksum(text: string): Checksum {
  const { label, headers, body } = partsOf(text);
  const bytes = Buffer.from(body, 'base64');
  const isEncrypted =
    label.startsWith('ENCRYPTED') ||
    /Proc-Type:\s*4,\s*ENCRYPTED/i.test(headers) ||
    (isOpenSsh(bytes) && openSshCipher(bytes) !== 'none') ||
    (label.startsWith('PGP') && isEncryptedPgp(bytes));
  // A legacy key that is encrypted is no DER: its headers are its structure.
  const isWhole =
    isOpenSsh(bytes) ||
    isDerKey(bytes) ||
    (label.startsWith('PGP') && pgpTag(bytes) === 5) ||
    (isEncrypted && bytes.length >= 48);
  return { state: isWhole ? 'valid' : 'absent', ...(isEncrypted && { attributes: { encrypted: true } }) };
}

/** The same text for one key, however it is written: armour, headers and digits without what only separates them. */
export function normalKey(text: string): string {
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

function partsOf(text: string): Parts {
  const [begin = '', end = ''] = text.match(/-----(?:BEGIN|END) [^-]+-----/g) ?? [];
  const inside = text.slice(text.indexOf(begin) + begin.length, end === '' ? undefined : text.lastIndexOf(end));
  const lines = inside
    .replace(/\\r\\n|\\[nr]|&#(?:10|13|x0?[ad]);/gi, '\n')
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^(?:\s*\/\/\s)?[\s"'#*>|]*/, '').replace(/["'\\][\s,;+.\\]*$|[\s,;]+\+?$/, ''));
  const headers = lines.filter((line) => line.includes(':'));
  const body = lines.filter((line) => /^[A-Za-z0-9+/=]{2,}$/.test(line)).join('');
  // OpenPGP ends with a checksum of its own, behind an equals sign.
  return {
    begin,
    end,
    label: begin.slice('-----BEGIN '.length, -5),
    headers: headers.join('\n'),
    body: body.replace(/=+[A-Za-z0-9+/]{4}$/, ''),
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

const openSshMagic = 'openssh-key-v1\0';

function isOpenSsh(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, openSshMagic.length) === openSshMagic;
}

/** OpenSSH's PROTOCOL.key: behind the magic, the cipher's name with its length. */
function openSshCipher(bytes: Buffer): string {
  const at = openSshMagic.length + 4;
  return bytes.length < at ? '' : bytes.toString('latin1', at, at + Math.min(64, bytes.readUInt32BE(at - 4)));
}

/** RFC 9580 section 4.2: the type of the first packet. */
function pgpTag(bytes: Buffer): number {
  const first = bytes[0] ?? 0;
  return (first & 0xc0) === 0xc0 ? first & 0x3f : (first & 0xc0) === 0x80 ? (first >> 2) & 0x0f : 0;
}

/** Numbers of a public key by its algorithm: RSA, ElGamal, DSA. */
const publicNumbers: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 };

/** RFC 9580 section 5.5.3: behind the public part stands how the secret one is encrypted, 0 for not at all. */
function isEncryptedPgp(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  const lengthBytes =
    (first & 0x40) === 0 ? [1, 2, 4, 0][first & 3]! : (bytes[1] ?? 0) < 192 ? 1 : (bytes[1] ?? 0) < 224 ? 2 : 5;
  let at = 1 + lengthBytes;
  if (pgpTag(bytes) !== 5 || bytes[at] !== 4) return false;
  const algorithm = bytes[at + 5] ?? 0;
  at += 6;
  const isCurve = algorithm === 18 || algorithm === 19 || algorithm === 22;
  if (isCurve) at += 1 + (bytes[at] ?? 0);
  for (let left = isCurve ? 1 : (publicNumbers[algorithm] ?? 0); left > 0 && at + 2 <= bytes.length; left -= 1)
    at += 2 + ((bytes.readUInt16BE(at) + 7) >> 3);
  if (algorithm === 18) at += 1 + (bytes[at] ?? 0);
  return (bytes[at] ?? 0) !== 0;
}
