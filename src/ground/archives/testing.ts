import { crc32 } from 'node:zlib';
import { deflateRawSync, gzipSync } from 'node:zlib';

type Contents = Readonly<Record<string, string | Uint8Array>>;

export interface ZipOptions {
  readonly method?: number;
  readonly flags?: number;
  /** Sizes and offsets in zip64 fields. */
  readonly wide?: boolean;
  readonly comment?: Uint8Array;
  /** Entries of the directory for each file. */
  readonly copies?: number;
}

/** An archive as zip(1) writes it, in memory; options make it as hostile or unusual as a test needs. */
export function zip(
  files: Contents,
  { method = 8, flags = 0, wide = false, comment = Buffer.alloc(0), copies = 1 }: ZipOptions = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, contents] of Object.entries(files)) {
    const bytes = Buffer.from(contents);
    const packed = method === 0 ? bytes : deflateRawSync(bytes);
    const sum = typeof crc32 === 'function' ? crc32(bytes) : 0;
    const local = header(0x04034b50, [
      [20, 2],
      [flags, 2],
      [method, 2],
      [0, 4],
      [sum, 4],
      [packed.length, 4],
      [bytes.length, 4],
      [Buffer.byteLength(name), 2],
      [0, 2],
    ]);
    parts.push(local, Buffer.from(name), packed);
    const extra = wide
      ? header(undefined, [
          [1, 2],
          [24, 2],
          [bytes.length, 8],
          [packed.length, 8],
          [offset, 8],
        ])
      : Buffer.alloc(0);
    const all = 0xffffffff;
    for (let copy = 0; copy < copies; copy += 1)
      directory.push(
        header(0x02014b50, [
          [45, 2],
          [20, 2],
          [flags, 2],
          [method, 2],
          [0, 4],
          [sum, 4],
          [wide ? all : packed.length, 4],
          [wide ? all : bytes.length, 4],
          [Buffer.byteLength(name), 2],
          [extra.length, 2],
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 4],
          [wide ? all : offset, 4],
        ]),
        Buffer.from(name),
        extra,
      );
    offset += local.length + Buffer.byteLength(name) + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length * copies;
  const end64 = wide
    ? [
        header(0x06064b50, [
          [44, 8],
          [45, 2],
          [45, 2],
          [0, 4],
          [0, 4],
          [count, 8],
          [count, 8],
          [size, 8],
          [offset, 8],
        ]),
        header(0x07064b50, [
          [0, 4],
          [offset + size, 8],
          [1, 4],
        ]),
      ]
    : [];
  const end = header(0x06054b50, [
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [wide ? 0xffffffff : offset, 4],
    [comment.length, 2],
  ]);
  return Buffer.concat([...parts, ...directory, ...end64, end, comment]);
}

/** Little-endian fields, each a value and its bytes, behind a signature. */
function header(
  signature: number | undefined,
  fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[],
): Buffer {
  const all = signature === undefined ? fields : [[signature, 4] as const, ...fields];
  return Buffer.concat(
    all.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

export interface TarOptions {
  /** How names longer than a header's are written. */
  readonly names?: 'gnu' | 'pax';
  readonly type?: string;
}

/** An archive as tar(1) writes it, in memory. */
export function tar(files: Contents, { names = 'gnu', type = '0' }: TarOptions = {}): Buffer {
  const parts: Buffer[] = [];
  for (const [name, contents] of Object.entries(files)) {
    const bytes = Buffer.from(contents);
    if (Buffer.byteLength(name) > 100) {
      const long = names === 'gnu' ? Buffer.from(`${name}\0`) : paxRecord('path', name);
      parts.push(
        tarHeader(names === 'gnu' ? '././@LongLink' : 'PaxHeaders/x', long.length, names === 'gnu' ? 'L' : 'x'),
        full(long),
      );
    }
    parts.push(tarHeader(name.slice(0, 100), bytes.length, type), full(bytes));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function tarHeader(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')} `, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function full(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export function gzip(bytes: Uint8Array): Buffer {
  return gzipSync(bytes);
}
