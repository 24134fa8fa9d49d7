/**
 * How common a byte is in source text, per mille, with bit 5 set (so that letters have no case): measured over 60 MB of
 * JavaScript, TypeScript, Python, C, JSON and Markdown. Digits count four times, because they stand in clusters.
 */
const perMille = new Float64Array(256).fill(0.1);
const text = ' "\'()*,-./:;=<>{}[#&|`+_0123456789abcdefghijklmnopqrstuvwxyz';
const measured = [
  197.9, 5.7, 7.7, 9.8, 15.3, 34.9, 15.1, 7.2, 9.8, 10.1, 6.7, 5.2, 4.8, 1.9, 2.4, 4, 3.9, 4, 2.9, 1.1, 2.1, 1.7, 0.8,
  21.9, 18, 13.2, 11.8, 6.8, 6, 4.2, 5.8, 2.6, 4.9, 3, 45.8, 9.8, 27, 23.2, 72.6, 17, 12.2, 12.8, 42.4, 1.1, 4.4, 27.7,
  17, 40.7, 36.9, 20.7, 1.6, 42.4, 41.5, 56.4, 18.7, 7.6, 4.7, 6.7, 9, 1.9,
];
for (const [index, character] of Array.from(text).entries())
  perMille[character.charCodeAt(0) | 32] = measured[index] ?? 0.1;

/** Share of all bytes, 0 to 1. */
export function byteWeight(byte: number): number {
  return (perMille[byte | 32] ?? 0.1) / 1000;
}
