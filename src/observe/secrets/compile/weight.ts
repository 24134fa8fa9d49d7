import { commonTrigrams } from './trigrams.ts';

/** Of the common trigrams, the share of positions at which each stands. */
export const frequencies = new Map<number, number>();
for (const [power, texts] of commonTrigrams) {
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 3)
      frequencies.set(trigramKey(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)), 2 ** -power);
  }
}

/** For what is not listed: letters, and anything else. */
const rareLetters = 1e-5;
const rareOthers = 3e-6;

/** Three bytes with bit 5 set, as the filter reads them. */
export function trigramKey(first: number, second: number, third: number): number {
  return first | 32 | ((second | 32) << 8) | ((third | 32) << 16);
}

/** The share of positions in source text at which the trigram stands, estimated high. */
export function trigramWeight(key: number): number {
  return frequencies.get(key) ?? (isLetters(key) ? rareLetters : rareOthers);
}

function isLetters(key: number): boolean {
  return [key & 0xff, (key >> 8) & 0xff, key >> 16].every((byte) => byte >= 97 && byte <= 122);
}
