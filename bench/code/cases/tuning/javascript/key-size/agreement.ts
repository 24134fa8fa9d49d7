import { createDiffieHellman } from 'node:crypto';

const bits = 512;

export function begin(): { publicKey: Buffer; prime: Buffer } {
  const agreement = createDiffieHellman(bits); // weak: CWE-326
  return { publicKey: agreement.generateKeys(), prime: agreement.getPrime() };
}
