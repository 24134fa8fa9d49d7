import { fromWide } from './wide.ts';

/** What a file's bytes are, before any analyzer sees them. */
export type Content =
  /**
   * `bytes` are UTF-8 or close to it. `raw`, where they were transcoded, are the file's own, to be looked at as well:
   * what reads the file may not share our guess.
   */
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly raw?: Uint8Array }
  /** The object that it points to lies elsewhere. */
  | { readonly kind: 'lfs-pointer'; readonly bytes: Uint8Array }
  | { readonly kind: 'binary' };

/** As much as git looks at to tell text from binary. */
export const peekBytes = 8192;

/**
 * Only what is both named and made as a binary is one: bytes that no text holds do not stop an interpreter, so in all
 * other files whoever wanted a line unread would put them before it. Those are looked at as they are.
 */
export function contentOf(bytes: Uint8Array, path: string): Content {
  const decoded = fromWide(bytes);
  const raw = withoutMark(bytes);
  if (decoded !== undefined) return { kind: 'text', bytes: decoded, raw };
  if (isUsuallyBinary(path) && looksBinary(bytes.subarray(0, peekBytes))) return { kind: 'binary' };
  return { kind: bytes.length < 1024 && isLfsPointer(bytes) ? 'lfs-pointer' : 'text', bytes: raw };
}

/** Whoever gets the bytes as they are must not guess from a mark that we did not believe, or decode them a second time. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while ((bytes[at] === 0xff && bytes[at + 1] === 0xfe) || (bytes[at] === 0xfe && bytes[at + 1] === 0xff)) at += 2;
  return at === 0 ? bytes : bytes.subarray(at);
}

/**
 * The text whose lines and columns findings name: UTF-16, UTF-32 and byte order marks are seen through, and what is no
 * UTF-8 is U+FFFD. Undefined for binary content.
 */
export function decodeText(bytes: Uint8Array, path = ''): string | undefined {
  const content = contentOf(bytes, path);
  return content.kind === 'binary' ? undefined : new TextDecoder().decode(content.bytes);
}

/** Names whose bytes are rarely text: only their beginning is read, unless that is text after all. */
export function isUsuallyBinary(path: string): boolean {
  return binaryName.test(path);
}

const binaryName =
  /\.(?:7z|a|avif|bin|bmp|br|bz2|class|dat|dll|docx?|dylib|eot|exe|flac|gif|gz|heic|ico|icns|jar|jpe?g|lib|mkv|mov|mp[34]|node|o|obj|ogg|otf|pack|parquet|pdf|png|pptx?|psd|pyc|rar|so|sqlite3?|tar|tgz|tiff?|ttf|war|wasm|wav|webm|webp|woff2?|xlsx?|xz|zip|zst)$/i;

const signatures: readonly Buffer[] = [
  '7f454c46', // ELF
  '4d5a', // DOS, Windows
  'cafebabe', // Java class, Mach-O
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
  '504b0304', // zip
  '504b0506',
  '1f8b08', // gzip
  '425a68', // bzip2
  'fd377a585a00', // xz
  '28b52ffd', // zstd
  '377abcaf271c', // 7z
  '89504e470d0a1a0a', // PNG
  'ffd8ff', // JPEG
  '47494638', // GIF
  '52494646', // RIFF: WebP, WAV
  '00000100', // icon
  '0061736d', // WebAssembly
  '25504446', // PDF
  '53514c69746520666f726d6174203300', // SQLite
  '774f4646', // WOFF
  '774f4632',
  '00010000', // TrueType
  '4f54544f', // OpenType
  '213c617263683e0a', // ar
  '5041434b', // git pack
].map((hex) => Buffer.from(hex, 'hex'));

function looksBinary(start: Uint8Array): boolean {
  return start.includes(0) && (isKnownFormat(start) || oddBytes(start) * 10 > start.length);
}

function isKnownFormat(start: Uint8Array): boolean {
  return signatures.some((signature) => signature.every((byte, i) => start[i] === byte));
}

/** Control characters that no text file holds; NUL counts. */
function oddBytes(start: Uint8Array): number {
  let odd = 0;
  for (const byte of start)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) odd += 1;
  return odd;
}

const lfs = Buffer.from('version https://git-lfs.github.com/spec/v1\n');

/** git-lfs, docs/spec.md: "The pointer file should be less than 1024 bytes", and its first key is `version`. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return (
    bytes.length > lfs.length && lfs.compare(bytes, 0, lfs.length) === 0 && Buffer.from(bytes).includes('\noid sha256:')
  );
}
