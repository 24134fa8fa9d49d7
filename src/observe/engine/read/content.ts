/** What a file's bytes are, before any analyzer sees them. */
export type Content =
  /** `bytes` are UTF-8 or close to it; transcoded where the file is UTF-16. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  /** The object that it points to lies elsewhere. */
  | { readonly kind: 'lfs-pointer'; readonly bytes: Uint8Array }
  | { readonly kind: 'binary' };

/** As much as git looks at to tell text from binary. */
export const peekBytes = 8192;

/**
 * A NUL alone does not make a file binary, or whoever wanted one unread would put it there: most of the beginning must
 * be what no text holds, or the file must begin as a known format does and hold a NUL.
 */
export function contentOf(bytes: Uint8Array): Content {
  const start = bytes.subarray(0, peekBytes);
  if (start.includes(0)) {
    const utf16 = fromUtf16(bytes);
    if (utf16 !== undefined) return { kind: 'text', bytes: utf16 };
    if (isKnownFormat(start) || oddBytes(start) * 10 > start.length) return { kind: 'binary' };
  }
  return { kind: bytes.length < 1024 && isLfsPointer(bytes) ? 'lfs-pointer' : 'text', bytes };
}

/**
 * The text whose lines and columns findings name: UTF-16 and byte order marks are seen through, and what is no UTF-8 is U+FFFD.
 * Undefined for binary content.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const content = contentOf(bytes);
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

/** UTF-8 of a file that is UTF-16 by its byte order mark, or by every other byte of its beginning being NUL. */
function fromUtf16(bytes: Uint8Array): Uint8Array | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (little || big) return Buffer.from(new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes), 'utf8');
  const start = bytes.subarray(0, Math.min(512, bytes.length & ~1));
  if (start.length < 8) return undefined;
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i & 1]! += 1;
  });
  const half = start.length / 2;
  if (zeros[1]! > half * 0.8 && zeros[0] === 0) return Buffer.from(new TextDecoder('utf-16le').decode(bytes), 'utf8');
  if (zeros[0]! > half * 0.8 && zeros[1] === 0) return Buffer.from(new TextDecoder('utf-16be').decode(bytes), 'utf8');
  return undefined;
}

const lfs = Buffer.from('version https://git-lfs.github.com/spec/v1\n');

/** git-lfs, docs/spec.md: "The pointer file should be less than 1024 bytes", and its first key is `version`. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return (
    bytes.length > lfs.length && lfs.compare(bytes, 0, lfs.length) === 0 && Buffer.from(bytes).includes('\noid sha256:')
  );
}
