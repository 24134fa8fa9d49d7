import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Account } from './account.ts';

/**
 * A cluster as one file: zstd over records of a line of JSON and the bytes that it announces. The build makes it, so that a first
 * start unpacks instead of running initdb: that is quicker, and works for a user id without a name, whom initdb refuses.
 */
interface PackedEntry {
  /** Relative; a folder ends in `/`. */
  readonly path: string;
  readonly size: number;
}

/** The name of the file among the assets: clusters of one platform are not given to another. */
export function packedName(major: string): string {
  return `postgresql-${major}-${process.platform}-${process.arch}.cluster`;
}

export function packCluster(directory: string): Buffer {
  const parts: Buffer[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(directory.length + 1);
    const bytes = entry.isDirectory() ? Buffer.alloc(0) : readFileSync(join(directory, path));
    const header: PackedEntry = { path: entry.isDirectory() ? `${path}/` : path, size: bytes.length };
    parts.push(Buffer.from(`${JSON.stringify(header)}\n`), bytes);
  }
  return zstdCompressSync(Buffer.concat(parts));
}

/** Into an empty folder; every file is on the disk when it returns. */
export function unpackCluster(packed: Buffer, directory: string, account: Account | undefined): void {
  const bytes = zstdDecompressSync(packed, { maxOutputLength: 256 * 2 ** 20 });
  const folders = [directory];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const { path, size } = JSON.parse(bytes.toString('utf8', at, end)) as PackedEntry; // what packCluster wrote
    const target = join(directory, path);
    if (path.endsWith('/')) {
      mkdirSync(target, { recursive: true, mode: 0o700 });
      folders.push(target);
    } else {
      writeWhole(target, bytes.subarray(end + 1, end + 1 + size), account);
    }
    at = end + 1 + size;
  }
  for (const folder of folders) {
    chmodSync(folder, 0o700);
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
  }
  // One sync of the file system is many times as quick as one for each of a thousand files.
  spawnSync('sync', process.platform === 'linux' ? ['-f', directory] : []);
}

function writeWhole(path: string, bytes: Buffer, account: Account | undefined): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    if (account !== undefined) chownSync(path, account.uid, account.gid);
  } finally {
    closeSync(file);
  }
}
