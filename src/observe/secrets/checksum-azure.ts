import type { Checksum } from './checksum-state.ts';

/**
 * Keys of Azure that carry four letters of their service and end in a Marvin checksum of all before it (github.com/microsoft/security-utilities,
 * IdentifiableSecrets). Not every service publishes its seeds, so a sum that is not met says nothing.
 */
export function azureIdentifiable(key: string): Checksum {
  const isValid = /^.{52}JQQJ9[9DH]/.test(key) ? isAnnotated(key) : isIdentifiable(key);
  return { state: isValid ? 'valid' : 'absent' };
}

/** What the key is for, in eight characters, the last of which counts versions. */
export const purposes: Readonly<Record<string, readonly string[]>> = {
  '+ASt': ['Default0'],
  '+ASb': ['System00', 'Unknown0', 'Send0000', 'Manage00', 'Listen00'],
  '+AEh': ['System00', 'Unknown0', 'Send0000', 'Manage00', 'Listen00'],
  '+ARm': ['Unknown0', 'Send0000', 'Manage00', 'Listen00'],
  '+ABa': ['AbAcct00'],
  '+ACR': ['ACRDflt0'],
  '+AMC': ['Classic0'],
  ACDb: ['MastRW00', 'MastRO00', 'SysAll00', 'Resour00', 'SystRO00', 'SystRW00', 'Encryp00'],
  AzCa: ['Access00'],
  AzFu: ['Functi00', 'Master00', 'System00'],
  AzSe: ['PAdmin00', 'Query000'],
  AIoT: ['IoTHub00', 'Device00', 'DpsKey00'],
  APIM: ['Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'],
};

/** The service's letters, then 6 characters: the end of the value before, and the checksum of 32 bits, which ends the bytes. */
function isIdentifiable(key: string): boolean {
  const text = key.replace(/=+$/, '');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 24) return false;
  const sum = bytes.readUInt32LE(bytes.length - 4);
  const body = bytes.subarray(0, -4);
  return (purposes[text.slice(-10, -6)] ?? []).some((purpose) => marvin32(body, purpose) === sum);
}

/** 80 characters, and four of the checksum of their 60 bytes: in base 62, or three of its bytes in base 64. */
function isAnnotated(key: string): boolean {
  const written = key.slice(80, 84);
  return written === annotatedSum(key) || written === littleEndian(annotatedMarvin(key)).toString('base64', 0, 3);
}

/** Of the first 80 characters: four in base 62, of which the bytes are one number, the first of most weight. */
export function annotatedSum(key: string): string {
  return encoded(littleEndian(annotatedMarvin(key)).readUInt32BE(0), base62, 1)
    .padEnd(6, '0')
    .slice(0, 4);
}

function annotatedMarvin(key: string): number {
  return marvin32(Buffer.from(key.slice(0, 80), 'base64'), 'Default0');
}

export function littleEndian(sum: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(sum);
  return bytes;
}

/** The last three characters are the first of the checksum of all before them, in an alphabet of its own. Secrets with 7Q~ have none. */
export function entraClientSecret(secret: string): Checksum {
  if (secret.slice(3, 6) !== '8Q~') return { state: 'absent' };
  const sum = marvin32(Buffer.from(secret.slice(0, -3), 'latin1'), 'AadPwd00');
  return { state: encoded(sum, entraAlphabet, 6).slice(0, 3) === secret.slice(-3) ? 'valid' : 'absent' };
}

export const entraAlphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function encoded(value: number, alphabet: string, width: number): string {
  let rest = value;
  let text = '';
  while (rest > 0 || text.length < width) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

/** Marvin, the hash that .NET uses for strings: 32 bits, both halves of its state combined. `purpose` is eight characters. */
export function marvin32(bytes: Uint8Array, purpose: string): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seed = Buffer.from(purpose, 'latin1');
  let state: readonly [number, number] = [seed.readUInt32BE(4), seed.readUInt32BE(0)];
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) state = mixed((state[0] + view.getUint32(at, true)) | 0, state[1]);
  let last = 0x80;
  for (let at = bytes.length - 1; at >= whole; at -= 1) last = (last << 8) | (bytes[at] ?? 0);
  const [low, high] = mixed(...mixed((state[0] + last) | 0, state[1]));
  return (low ^ high) >>> 0;
}

function mixed(low: number, high: number): readonly [number, number] {
  let first = low;
  let second = high ^ first;
  first = (rotated(first, 20) + second) | 0;
  second = rotated(second, 9) ^ first;
  first = (rotated(first, 27) + second) | 0;
  second = rotated(second, 19);
  return [first, second];
}

function rotated(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count));
}
