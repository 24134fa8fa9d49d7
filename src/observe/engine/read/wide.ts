/**
 * UTF-8 of a text in UTF-16 or UTF-32, told by its byte order mark or by where the NULs of its beginning stand; undefined
 * for anything else, also for a mark before what makes no text of that kind.
 */
export function fromWide(bytes: Uint8Array): Uint8Array | undefined {
  for (const { mark, decode, places } of encodings) {
    const marked = mark.every((byte, i) => bytes[i] === byte);
    if (!marked && !hasNulsAt(bytes, places)) continue;
    const text = decode(marked ? bytes.subarray(mark.length) : bytes);
    if (isPlausible(text, bytes)) return Buffer.from(text, 'utf8');
  }
  return undefined;
}

interface Encoding {
  /** The Unicode Standard, 23.8, "Byte Order Mark (BOM)". */
  readonly mark: readonly number[];
  /** For ASCII, which bytes of a character are NUL. */
  readonly places: readonly boolean[];
  readonly decode: (bytes: Uint8Array) => string;
}

/** UTF-32 first: its little-endian mark begins with that of UTF-16. */
const encodings: readonly Encoding[] = [
  { mark: [0xff, 0xfe, 0, 0], places: [false, true, true, true], decode: (bytes) => fromUtf32(bytes, true) },
  { mark: [0, 0, 0xfe, 0xff], places: [true, true, true, false], decode: (bytes) => fromUtf32(bytes, false) },
  { mark: [0xff, 0xfe], places: [false, true], decode: (bytes) => new TextDecoder('utf-16le').decode(bytes) },
  { mark: [0xfe, 0xff], places: [true, false], decode: (bytes) => new TextDecoder('utf-16be').decode(bytes) },
];

/** Whether the beginning is mostly ASCII of that width. */
function hasNulsAt(bytes: Uint8Array, places: readonly boolean[]): boolean {
  const width = places.length;
  const start = bytes.subarray(0, Math.min(512, bytes.length - (bytes.length % width)));
  if (start.length < 8 || !start.includes(0)) return false;
  const nuls = places.map(() => 0);
  start.forEach((byte, i) => {
    if (byte === 0) nuls[i % width]! += 1;
  });
  const characters = start.length / width;
  return places.every((isNul, place) => (isNul ? nuls[place]! > characters * 0.8 : nuls[place] === 0));
}

/** A mark alone says little: two bytes before a script make no interpreter read it as UTF-16. */
function isPlausible(text: string, bytes: Uint8Array): boolean {
  const start = text.slice(0, 64 * 1024);
  const broken = start.split('\uFFFD').length - 1;
  return broken * 50 <= start.length && printable(bytes.subarray(0, 128 * 1024)) < 0.8;
}

/** The share of bytes that are printable ASCII: about half in a text of two bytes to the character, in whatever script. */
function printable(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13)) count += 1;
  return bytes.length === 0 ? 0 : count / bytes.length;
}

function fromUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let part: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, little);
    part.push(point <= 0x10ffff ? point : 0xfffd);
    if (part.length === 8192) {
      parts.push(String.fromCodePoint(...part));
      part = [];
    }
  }
  parts.push(String.fromCodePoint(...part), bytes.length % 4 === 0 ? '' : '\uFFFD');
  return parts.join('');
}
