/** A header of a tar archive (POSIX.1-2024, pax, "ustar Interchange Format"), 512 bytes. */
export interface TarHeader {
  readonly name: Uint8Array;
  readonly size: number;
  /** The type flag, as a character. */
  readonly type: string;
}

/** The checksum is the sum of all bytes, its own field taken as blanks; old writers took bytes as signed. */
export function isTarHeader(block: Uint8Array): boolean {
  const stored = octal(block.subarray(148, 156));
  if (stored === undefined || stored === 256) return false; // 256: nothing but blanks in an empty header
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < 512; at += 1) {
    const byte = at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return stored === unsigned || stored === signed;
}

/** Undefined when the size is none. */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  const size = number(block.subarray(124, 136));
  if (size === undefined) return undefined;
  const isUstar = text(block.subarray(257, 262)) === 'ustar';
  const prefix = isUstar && block[262] === 0 ? untilNul(block.subarray(345, 500)) : new Uint8Array(0);
  const own = untilNul(block.subarray(0, 100));
  const name = prefix.length === 0 ? own : Buffer.concat([prefix, Buffer.from('/'), own]);
  return { name, size, type: String.fromCharCode(block[156] ?? 0) };
}

/** Octal digits, or GNU's base 256: a first byte of 0x80, then a big-endian number. */
function number(field: Uint8Array): number | undefined {
  if ((field[0] ?? 0) === 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  return octal(field);
}

function octal(field: Uint8Array): number | undefined {
  const digits = text(field).replace(/\0.*$/s, '').trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : digits === '' ? 0 : undefined;
}

export function untilNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
