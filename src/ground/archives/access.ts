/** Bytes that can be read from anywhere: a file, or a buffer. */
export interface RandomAccess {
  readonly size: number;
  /** At most `length` bytes from `at`; fewer only at the end. Valid until the next call. */
  read(at: number, length: number): Uint8Array;
}

export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}

/** All of it, in pieces. */
export function* piecesOf(access: RandomAccess, from = 0, end = access.size): Generator<Uint8Array> {
  for (let at = from; at < end;) {
    const piece = access.read(at, Math.min(pieceBytes, end - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

const pieceBytes = 64 * 1024;
