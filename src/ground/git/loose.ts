import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Why there is no object: its size, or that git has to be asked. */
export type Unread = 'unread' | { readonly tooLarge: number };

const longestHeader = 40;
/** Of deflated bytes: the codes of a block take up to 330 of them before its first byte is told (RFC 1951, 3.2.7). */
const enoughForHeader = 512;
/** One that is larger is asked for its size first. */
const smallFile = 64 * 1024;

/**
 * An object that lies loose, gitformat-loose(5): zlib over `type SP size NUL content`. Undefined when it does not lie
 * loose; `unread` when it is not well: git says how.
 */
export function readLooseObject(repository: Repository, oid: string, limit: number): GitObject | Unread | undefined {
  const packed = readRegular(join(repository.commonDir, 'objects', oid.slice(0, 2), oid.slice(2)));
  if (packed === undefined) return undefined;
  const { constants: zlib, inflateSync } = process.getBuiltinModule('node:zlib');
  const begin = () => inflateSync(packed.subarray(0, enoughForHeader), { finishFlush: zlib.Z_SYNC_FLUSH });
  try {
    const announced = packed.length > smallFile ? objectIn(begin(), undefined, limit) : 'unread';
    if (announced !== 'unread') return announced;
    const object = inflateSync(packed, { maxOutputLength: limit + longestHeader });
    return objectIn(object, object.length, limit);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return 'unread';
  }
  try {
    return objectIn(begin(), undefined, limit);
  } catch {
    return 'unread';
  }
}

/** `length`: of header and content; undefined when only their begin is here. */
function objectIn(object: Buffer, length: number | undefined, limit: number): GitObject | Unread {
  const header = /^(commit|tree|blob|tag) (\d+)\0/.exec(object.toString('latin1', 0, longestHeader));
  if (header === null) return 'unread';
  const size = Number(header[2]);
  if (size > limit) return { tooLarge: size };
  if (length !== size + header[0].length) return 'unread';
  return { type: header[1] as ObjectType, bytes: object.subarray(header[0].length) }; // one of the four that the pattern names
}

function readRegular(path: string): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    return fstatSync(fd).isFile() ? readFileSync(fd) : undefined;
  } finally {
    closeSync(fd);
  }
}
