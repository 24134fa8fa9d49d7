import { SqliteError } from './sqlite-error.ts';

/** Integers beyond 2^53 are bigints; blobs are views of the database's bytes, or of a copy where they stood on several pages. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** The columns of a row (section 2.1, "Record format"). Throws SqliteError. */
export function decodeRecord(payload: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): readonly SqliteValue[] {
  const [headerLength, first] = varint(payload, 0, payload.length);
  if (headerLength > payload.length) throw new SqliteError('malformed', 'a row whose header is longer than itself');
  const bodyAt = Number(headerLength);
  const values: SqliteValue[] = [];
  let body = bodyAt;
  for (let at = first; at < bodyAt;) {
    const [type, next] = varint(payload, at, bodyAt);
    at = next;
    const length = lengthOf(type);
    if (body + length > payload.length) throw new SqliteError('malformed', 'a column that is longer than its row');
    values.push(valueOf(type, payload.subarray(body, body + length), encoding));
    body += length;
  }
  return values;
}

/** Seven bits of each byte, the highest first, and all eight of the ninth: the number and where it ends. Throws SqliteError. */
export function varint(bytes: Uint8Array, start: number, end: number): readonly [bigint, number] {
  // Up to seven bytes fit into a number without loss.
  let quick = 0;
  for (let i = 0; i < 7; i += 1) {
    const byte = start + i < end ? bytes[start + i] : undefined;
    if (byte === undefined) throw new SqliteError('malformed', 'a number that is cut off');
    quick = quick * 128 + (byte & 0x7f);
    if (byte < 0x80) return [BigInt(quick), start + i + 1];
  }
  const eighth = start + 7 < end ? bytes[start + 7] : undefined;
  if (eighth === undefined) throw new SqliteError('malformed', 'a number that is cut off');
  const eight = (BigInt(quick) << 7n) | BigInt(eighth & 0x7f);
  if (eighth < 0x80) return [eight, start + 8];
  const ninth = start + 8 < end ? bytes[start + 8] : undefined;
  if (ninth === undefined) throw new SqliteError('malformed', 'a number that is cut off');
  return [(eight << 8n) | BigInt(ninth), start + 9];
}

function lengthOf(type: bigint): number {
  if (type >= 12n) return Number((type - 12n) / 2n);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][Number(type)] ?? 0;
}

function valueOf(type: bigint, bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): SqliteValue {
  if (type >= 12n) return type % 2n === 0n ? bytes : textOf(bytes, encoding);
  if (type === 7n) return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  if (type >= 1n && type <= 6n) return integerOf(bytes);
  if (type === 8n || type === 9n) return Number(type - 8n);
  if (type === 0n) return null;
  throw new SqliteError('malformed', 'a column of a reserved type');
}

/** Two's complement, the highest byte first. */
function integerOf(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  value = BigInt.asIntN(bytes.length * 8, value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function textOf(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string {
  return new TextDecoder(encoding).decode(bytes);
}
