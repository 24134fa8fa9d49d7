import { decodeRune, runeWidth } from '../../re2/utf8.ts';

/** As gitleaks computes it: characters are counted, and their shares taken of the number of bytes. */
export function goEntropy(bytes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < bytes.length; at += runeWidth(bytes, at)) {
    const rune = decodeRune(bytes, at);
    counts.set(rune, (counts.get(rune) ?? 0) + 1);
  }
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / bytes.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}
