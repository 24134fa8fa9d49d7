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

/**
 * An object that lies loose, gitformat-loose(5): zlib over `type SP size NUL content`. Undefined when it does not lie
 * loose; `unread` when it is not well: git says how.
 */
export function readLooseObject(repository: Repository, oid: string, limit: number): GitObject | Unread | undefined {
  const packed = readRegular(join(repository.commonDir, 'objects', oid.slice(0, 2), oid.slice(2)));
  if (packed === undefined) return undefined;
  const { constants: zlib, inflateSync } = process.getBuiltinModule('node:zlib');
  try {
    const start = inflateSync(packed.subarray(0, 64), { finishFlush: zlib.Z_SYNC_FLUSH }).toString('latin1', 0, 40);
    const header = /^(commit|tree|blob|tag) (\d+)\0/.exec(start);
    if (header === null) return 'unread';
    const size = Number(header[2]);
    if (size > limit) return { tooLarge: size };
    const bytes = inflateSync(packed, { maxOutputLength: size + header[0].length });
    if (bytes.length !== size + header[0].length) return 'unread';
    return { type: header[1] as ObjectType, bytes: bytes.subarray(header[0].length) }; // one of the four that the pattern names
  } catch {
    return 'unread';
  }
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
