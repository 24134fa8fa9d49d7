import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHmac, randomBytes } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';
import { makeFolder } from '#ground/places';

/** HMAC-SHA-256 under a key that this machine alone has. */
export type Seal = (bytes: Uint8Array) => Buffer;

const keyName = 'scan-cache.key';
const keyBytes = 32;

/**
 * The seal for one file's content, by its `name`, so that no other file's passes for it. The key lies in `keys`, which
 * no cache that is restored from elsewhere brings along. Undefined when there is none yet.
 */
export function findSeal(keys: string, name: string): Seal | undefined {
  const key = readKey(join(keys, keyName));
  return key === undefined ? undefined : sealWith(key, name);
}

/** The same, with a new key where there is none that is ours alone. Throws what the system says. */
export function makeSeal(keys: string, name: string): Seal {
  const found = findSeal(keys, name);
  if (found !== undefined) return found;
  makeFolder(keys);
  const key = randomBytes(keyBytes);
  const fresh = join(keys, `${keyName}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(fresh, key, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, join(keys, keyName));
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return sealWith(key, name);
}

function sealWith(key: Buffer, name: string): Seal {
  return (bytes) => createHmac('sha256', key).update(`${name}\0`).update(bytes).digest();
}

function readKey(path: string): Buffer | undefined {
  const key = readOurs(path, 0o077, keyBytes);
  return key?.length === keyBytes ? key : undefined;
}

/** A regular file of ours with none of the `forbidden` permissions and no more than `limit` bytes; undefined for any other. */
export function readOurs(path: string, forbidden: number, limit: number): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(fd);
    const ours = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & forbidden) === 0);
    return stat.isFile() && ours && stat.size <= limit ? readFileSync(fd) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** Whether a path, of which only the beginning may exist yet, lies in a folder whose links are resolved. */
export function isInside(path: string, folder: string): boolean {
  const real = realOf(path);
  return real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}
