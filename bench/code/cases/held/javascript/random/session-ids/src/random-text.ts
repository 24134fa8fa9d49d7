const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

export function randomText(length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text += ALPHABET[Math.floor(Math.random() * ALPHABET.length)]; // weak: CWE-338|CWE-330|CWE-331|CWE-340
  }
  return text;
}
