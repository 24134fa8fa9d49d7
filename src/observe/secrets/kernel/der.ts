// Private keys in base64 without their armour: told by their first bytes, and given the armour that rules look for.
import { B64, LABELS, PEEK } from './layout';
import { base64 } from './decode';
import { separator } from './lines';

// Kinds, in the order of their labels (RFC 7468 sections 10 and 11, RFC 5915 section 4, and what OpenSSL and OpenSSH write).
const RSA: u32 = 1;
const PKCS8: u32 = 2;
const ENCRYPTED: u32 = 3;
const EC: u32 = 4;
const DSA: u32 = 5;
const OPENSSH: u32 = 6;

/** Whether the first digits of a run can be those of a SEQUENCE, or of OpenSSH's magic. */
// @ts-ignore: decorator
@inline export function mayBeKey(start: usize): bool {
  return (load<u8>(start) == 77 && load<u8>(start, 1) - 65 < 16) || load<u32>(start) == 0x6c423362; // M[A-P], b3Bl
}

/** What kind of private key begins with these bytes: ASN.1 in DER (X.690), or OpenSSH's own format; 0 for none. */
export function keyIn(p: usize, count: usize): u32 {
  if (count < 32) return 0;
  if (load<u64>(p) == 0x2d6873736e65706f && load<u32>(p, 8) == 0x2d79656b) return OPENSSH; // openssh-key-
  if (load<u8>(p) != 0x30) return 0;
  const first = contents(p);
  if (first == 0) return 0;
  if (load<u8>(first) == 0x30) return isEncryption(contents(first), p + count) ? ENCRYPTED : 0;
  if (load<u8>(first) != 2 || load<u8>(first, 1) != 1) return 0;
  const version = load<u8>(first, 2);
  const second = first + 3;
  if (version <= 1 && load<u8>(second) == 0x30) return load<u8>(contents(second)) == 6 ? PKCS8 : 0;
  if (version == 1 && load<u8>(second) == 4 && load<u8>(second, 1) >= 16 && load<u8>(second, 1) <= 72) return EC;
  if (version != 0 || load<u8>(second) != 2) return 0;
  // The modulus of RSA and the prime of DSA are numbers of 64 bytes and more; one is by far the larger part of a key of nine numbers.
  const number = contents(second);
  const size = lengthOf(second);
  return number == 0 || size < 64 ? 0 : lengthOf(p) > 3 * size + 64 ? RSA : DSA;
}

/** PBES1 and PBES2 (1.2.840.113549.1.5), and those of PKCS #12 (…1.12.1). */
function isEncryption(oid: usize, end: usize): bool {
  if (oid == 0 || oid + 11 > end || load<u8>(oid) != 6) return false;
  return load<u64>(oid + 2) == 0x010df78648862a + (<u64>load<u8>(oid + 9) << 56) && (load<u8>(oid + 9) == 5 || load<u8>(oid + 9) == 12);
}

/** The length of the element at `p`. */
function lengthOf(p: usize): usize {
  const byte = <usize>load<u8>(p, 1);
  if (byte < 0x80) return byte;
  if (byte == 0x81) return load<u8>(p, 2);
  return byte == 0x82 ? (<usize>load<u8>(p, 2) << 8) | <usize>load<u8>(p, 3) : 0;
}

/** Where its contents begin; 0 for a length of more than two bytes. */
function contents(p: usize): usize {
  const byte = load<u8>(p, 1);
  return byte < 0x80 ? p + 2 : byte == 0x81 ? p + 3 : byte == 0x82 ? p + 4 : 0;
}

/**
 * The digits in the usual alphabet, on one line between the armour's; nothing when the key's own length says that they are not all of it. The
 * labels stand at LABELS, 64 bytes each: a length, and what begins or ends the armour of a kind.
 */
export function armour(kind: u32, p: usize, end: usize, out: usize, map: usize): usize {
  base64(p, p + 64 < end ? p + 64 : end, PEEK, PEEK + 48, 0);
  const size = lengthOf(PEEK) + (contents(PEEK) - PEEK);
  let to = label(kind << 1, p, out, out, map);
  let digits: usize = 0;
  let at = p;
  while (at < end) {
    const byte = load<u8>(at);
    if (load<u8>(B64 + <usize>byte) > 63) {
      at = separator(at, end);
      if (at == 0) return out;
      continue;
    }
    to = put(byte == 45 ? 43 : byte == 95 ? 47 : byte, at, at + 1, to, out, map);
    digits++;
    at++;
  }
  if (kind != OPENSSH && (digits * 6) >> 3 != size) return out;
  for (; digits & 3; digits++) to = put(61, at, at, to, out, map);
  return label((kind << 1) | 1, at, to, out, map);
}

function label(number: u32, source: usize, to: usize, out: usize, map: usize): usize {
  const text = LABELS + (<usize>number << 6);
  const length = <usize>load<u8>(text);
  for (let i: usize = 1; i <= length; i++) to = put(load<u8>(text + i), source, source, to, out, map);
  return to;
}

function put(byte: u32, from: usize, end: usize, to: usize, out: usize, map: usize): usize {
  store<u8>(to, <u8>byte);
  if (map != 0) {
    store<u32>(map + ((to - out) << 3), <u32>from);
    store<u32>(map + ((to - out) << 3), <u32>end, 4);
  }
  return to + 1;
}
