/** The next whole number from 0 to below `count`; the same seed gives the same numbers on every machine. */
export type Random = (count: number) => number;

/** Put before every seed of this process: another one gives other values in other contexts. */
let run = '';

export function seedRun(seed: string): void {
  run = seed;
}

/** A generator (sfc32) seeded from a text. */
export function randomFrom(seed: string): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const character of `${run}${seed}`) {
    c = (c + (character.codePointAt(0) ?? 0)) | 0;
    next();
  }
  for (let round = 0; round < 15; round += 1) next();
  return (count) => Math.floor((next() / 2 ** 32) * count);
}

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';

export const alphabets: Readonly<Record<string, string>> = {
  digits,
  upper,
  lower,
  alpha: upper + lower,
  base62: digits + upper + lower,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base64: `${upper}${lower}${digits}+/`,
  base64url: `${upper}${lower}${digits}-_`,
  base32: `${upper}234567`,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  lowernum: digits + lower,
  uppernum: digits + upper,
  bech32: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
  BECH32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  symbols: `${digits}${upper}${lower}!@#%^*_+=-`,
};

/** @throws TypeError for an alphabet that is not known. */
export function randomText(alphabet: string, length: number, random: Random): string {
  const characters = alphabets[alphabet];
  if (characters === undefined) throw new TypeError(`no alphabet ${alphabet}`);
  return Array.from({ length }, () => characters.charAt(random(characters.length))).join('');
}

export function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

/** Version 4, RFC 9562. */
export function uuid(random: Random): string {
  const hex = randomText('hex', 32, random);
  const variant = '89ab'.charAt(random(4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** @throws RangeError for an empty list. */
export function pick<T>(list: readonly T[], random: Random): T {
  const one = list[random(list.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
}

/** `count` different ones, in random order; all of them where there are fewer. */
export function sample<T>(list: readonly T[], count: number, random: Random): T[] {
  const rest = [...list];
  for (let index = rest.length - 1; index > 0; index -= 1) {
    const other = random(index + 1);
    const kept = rest[index] as T; // both indexes stand inside the list
    rest[index] = rest[other] as T;
    rest[other] = kept;
  }
  return rest.slice(0, count);
}
