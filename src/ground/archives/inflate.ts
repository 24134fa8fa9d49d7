import { ArchiveError } from './tar.ts';

/**
 * What Node's streams are made of. Their own `_processChunk` decompresses in this thread and returns, but closes behind itself: so `close` does
 * nothing until we are done. Under no public name, and yet what npm unpacks packages with; the tests run it on each supported Node.
 */
interface Engine {
  _handle: { close(): void };
  _processChunk(piece: Uint8Array, flush: number): Uint8Array | null;
  close(): unknown;
  removeAllListeners(event: string): unknown;
}

export type Compression = 'deflate' | 'gzip' | 'zstd';

/** Small pieces in, so that what comes out of one is bounded: deflate makes at most 1,032 times as much, zstd 128 KiB of four bytes. */
const pieceBytes: Readonly<Record<Compression, number>> = { deflate: 16 * 1024, gzip: 16 * 1024, zstd: 64 };

/** Whether this Node reads it: zstd came with 22.15. */
export function canInflate(compression: Compression): boolean {
  return compression !== 'zstd' || typeof zlib().createZstdDecompress === 'function';
}

/** The decompressed bytes in pieces. Throws ArchiveError `malformed` where they are damaged, or end before their end. */
export function* inflated(pieces: Iterable<Uint8Array>, compression: Compression): Generator<Uint8Array> {
  const engine = open(compression);
  const handle = engine._handle;
  const close = { engine: engine.close.bind(engine), handle: handle.close.bind(handle) };
  engine.close = () => undefined;
  handle.close = () => undefined;
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += pieceBytes[compression]) {
        const out = engine._processChunk(piece.subarray(at, at + pieceBytes[compression]), noFlush);
        engine._handle = handle;
        // Each call leaves one behind.
        engine.removeAllListeners('error');
        // The engine writes its next piece over this one: a reader's `slice` must be a copy, and a Buffer's is none.
        if (out !== null && out.length > 0) yield new Uint8Array(out.buffer, out.byteOffset, out.length);
      }
    }
    // What has not come to its end when told that there is no more is damaged.
    engine._processChunk(Buffer.alloc(0), finish(compression));
  } catch (error) {
    if (isOfZlib(error)) throw new ArchiveError('malformed', `its compressed bytes are damaged (${error.code})`);
    throw error;
  } finally {
    engine._handle = handle;
    engine.close = close.engine;
    handle.close = close.handle;
    engine.close();
  }
}

/**
 * The decompressed bytes of a small file at once: an engine for each file of an archive of many costs more than all it decompresses. Undefined:
 * they are more than `most`. Throws ArchiveError `malformed`.
 */
export function inflatedAtOnce(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    const out = zlib().inflateRawSync(bytes, { maxOutputLength: most });
    return new Uint8Array(out.buffer, out.byteOffset, out.length);
  } catch (error) {
    if (!isOfZlib(error)) throw error;
    if (error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw new ArchiveError('malformed', `its compressed bytes are damaged (${error.code})`);
  }
}

/** Z_FINISH, or ZSTD_e_end. */
function finish(compression: Compression): number {
  return compression === 'zstd' ? 2 : 4;
}

/** Z_NO_FLUSH and ZSTD_e_continue. */
const noFlush = 0;

function isOfZlib(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:Z_|ZSTD_|ERR_)/.test(error.code)
  );
}

function open(compression: Compression): Engine {
  const { createGunzip, createInflateRaw, createZstdDecompress } = zlib();
  const chunkSize = 256 * 1024;
  const stream =
    compression === 'gzip'
      ? createGunzip({ chunkSize })
      : compression === 'deflate'
        ? createInflateRaw({ chunkSize })
        : createZstdDecompress({ chunkSize });
  return stream as unknown as Engine; // see there
}

/** Loaded when there is something to decompress. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
