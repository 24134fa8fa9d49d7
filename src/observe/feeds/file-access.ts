import { fstatSync, readSync } from 'node:fs';
import type { RandomAccess } from '#ground/archives';

const windowBytes = 256 * 1024;
const windows = 4;

/** An open file, read in windows: an archive's directory and its members are read by turns, some bytes at a time. */
export function accessOf(file: number): RandomAccess {
  const { size } = fstatSync(file);
  // No Buffers: whoever slices a piece expects a copy.
  const kept: { readonly bytes: Uint8Array; at: number; length: number }[] = [];
  return {
    size,
    read(at, length) {
      const wanted = Math.min(length, windowBytes);
      const found = kept.findIndex((one) => one.at <= at && Math.min(at + wanted, size) <= one.at + one.length);
      const window =
        (found >= 0 ? kept.splice(found, 1)[0] : undefined) ??
        filled(file, at, kept.length < windows ? new Uint8Array(windowBytes) : kept.pop()!.bytes);
      kept.unshift(window);
      const from = at - window.at;
      return window.bytes.subarray(from, Math.min(from + wanted, window.length));
    },
  };
}

function filled(
  file: number,
  at: number,
  bytes: Uint8Array,
): { readonly bytes: Uint8Array; at: number; length: number } {
  let length = 0;
  for (let got = 1; got > 0 && length < bytes.length; length += got)
    got = readSync(file, bytes, length, bytes.length - length, at + length);
  return { bytes, at, length };
}
