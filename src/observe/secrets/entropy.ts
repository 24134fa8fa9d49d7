/** Shannon entropy of the text's own characters, bits per character. */
export function entropyOf(text: string): number {
  counts.fill(0);
  for (let at = 0; at < text.length; at += 1) counts[text.charCodeAt(at) & 0xff]! += 1;
  let entropy = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) & 0xff;
    const count = counts[code]!;
    if (count === 0) continue;
    counts[code] = 0;
    const share = count / text.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

/** Of characters by their low byte: what is scanned is bytes, nearly always ASCII. */
const counts = new Uint32Array(256);

/**
 * How many bits somebody must guess, estimated low: runs of letters in one case count as parts of words, 1.5 bits a letter (Shannon's
 * estimate for English is 1.0 to 1.5), everything else by the value's own entropy.
 */
export function strengthOf(value: string): number {
  const perCharacter = entropyOf(value);
  let bits = 0;
  for (const run of value.match(/[A-Z]?[a-z]{3,}|[A-Z]{4,}|[^]/g) ?? [])
    bits += run.length * (run.length > 2 ? 1.5 : perCharacter);
  return bits;
}
