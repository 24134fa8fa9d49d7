import { isTarHeader } from './tar-header.ts';

/** What holds other files, by its first bytes: names lie. `other`: compressed by what is not read here. */
export type ContainerKind = 'zip' | 'tar' | 'gzip' | 'zstd' | 'other';

/** As many bytes as are needed to tell. */
export const kindBytes = 512;

/** Undefined for what is no container. */
export function containerKind(start: Uint8Array): ContainerKind | undefined {
  if (begins(start, 0x50, 0x4b, 0x03, 0x04) || begins(start, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (begins(start, 0x1f, 0x8b, 0x08)) return 'gzip';
  if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) return 'zstd';
  if (others.some((magic) => begins(start, ...magic))) return 'other';
  return start.length >= 512 && isTarHeader(start) ? 'tar' : undefined;
}

const others = [
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], // xz
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], // 7z
  [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], // RAR
];

function begins(bytes: Uint8Array, ...magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
