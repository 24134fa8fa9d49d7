/** Shannon entropy of the text's own characters, bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

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
