import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { VerificationError } from './error.ts';
import type { LogFiles } from './log.ts';

/** A log's files in a directory: a copy that an auditor took, or was given. */
export function directoryFiles(root: string): LogFiles {
  // `logs` is a folder there, with the logs that ended; their list lies beside it.
  return { read: (path, limit) => readBounded(join(root, path === 'logs' ? 'logs.json' : path), limit) };
}

/** A regular file's bytes, `undefined` when it is not there. Throws `malformed` for more than `limit`, `unavailable` otherwise. */
export async function readBounded(path: string, limit: number): Promise<Uint8Array | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) throw new VerificationError('unavailable', `${path} is not a regular file`);
    if (stat.size > limit)
      throw new VerificationError('malformed', `${path} is longer than the ${limit} bytes that it can have`);
    return new Uint8Array(await file.readFile());
  } catch (cause) {
    if (cause instanceof VerificationError) throw cause;
    const { code } = cause as NodeJS.ErrnoException; // what node:fs throws
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new VerificationError('unavailable', `${path} could not be read (${code})`, { cause });
  } finally {
    await file?.close();
  }
}
