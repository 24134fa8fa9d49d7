/** RFC 9580 section 5.5.3: behind the public part stands how the secret one is encrypted, 0 for not at all. */
export function isEncryptedPgp(bytes: Buffer): boolean {
  if (pgpTag(bytes) !== 5) return false;
  const start = 1 + lengthBytes(bytes);
  const version = bytes[start] ?? 0;
  const algorithm = bytes[start + 5] ?? 0;
  const at = start + 6;
  // From version 5 on, the length of the public part stands before it.
  if (version === 5 || version === 6)
    return at + 4 <= bytes.length && (bytes[at + 4 + bytes.readUInt32BE(at)] ?? 0) !== 0;
  return version === 4 && (bytes[behindPublic(bytes, at, algorithm)] ?? 0) !== 0;
}

/** RFC 9580 section 4.2: the type of the first packet. */
export function pgpTag(bytes: Buffer): number {
  const first = bytes[0] ?? 0;
  return (first & 0xc0) === 0xc0 ? first & 0x3f : (first & 0xc0) === 0x80 ? (first >> 2) & 0x0f : 0;
}

function lengthBytes(bytes: Buffer): number {
  const [first = 0, second = 0] = bytes;
  if ((first & 0x40) === 0) return [1, 2, 4, 0][first & 3]!;
  return second < 192 ? 1 : second < 224 ? 2 : 5;
}

/** Numbers of a public key by its algorithm: RSA, ElGamal, DSA. */
const publicNumbers: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 };

/** Bytes of a public key of X25519, X448, Ed25519 and Ed448, which have no lengths. */
const publicBytes: Readonly<Record<number, number>> = { 25: 32, 26: 56, 27: 32, 28: 57 };

function behindPublic(bytes: Buffer, start: number, algorithm: number): number {
  const isCurve = algorithm === 18 || algorithm === 19 || algorithm === 22;
  let at = start + (publicBytes[algorithm] ?? 0);
  if (isCurve) at += 1 + (bytes[at] ?? 0);
  for (let left = isCurve ? 1 : (publicNumbers[algorithm] ?? 0); left > 0 && at + 2 <= bytes.length; left -= 1)
    at += 2 + ((bytes.readUInt16BE(at) + 7) >> 3);
  return algorithm === 18 ? at + 1 + (bytes[at] ?? 0) : at;
}
