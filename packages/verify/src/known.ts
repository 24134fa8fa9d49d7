import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { decodeUtf8 } from './bytes.ts';
import { readBounded } from './directory.ts';
import { VerificationError } from './error.ts';
import { formatVerifierKey, maxNoteLength, parseVerifierKey, type VerifierKey } from './note.ts';

/** What an earlier run left: the log's key, and the last checkpoint that held. */
export interface Known {
  readonly key: VerifierKey;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads a file of an earlier run: the key on the first line, the signed checkpoint below. Undefined when there is none
 * yet. Its signature is checked again, so that a damaged file is not believed. Throws `malformed`.
 */
export async function readKnown(path: string): Promise<Known | undefined> {
  const bytes = await readBounded(path, maxNoteLength * 2);
  if (bytes === undefined) return undefined;
  const text = decodeUtf8(bytes) ?? '';
  const end = text.indexOf('\n');
  try {
    const key = parseVerifierKey(text.slice(0, Math.max(end, 0)));
    return { key, checkpoint: await openCheckpoint(text.slice(end + 1), key) };
  } catch (cause) {
    throw new VerificationError(
      'malformed',
      `${path} is not what an earlier run wrote (${cause instanceof Error ? cause.message : String(cause)})`,
      { cause },
    );
  }
}

/** Remembers a checkpoint that held. Whole or not at all: a torn file would make the next run trust on first use. */
export async function writeKnown(path: string, key: VerifierKey, note: string): Promise<void> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(fresh, `${formatVerifierKey(key)}\n${note}`, { flush: true });
    await rename(fresh, path);
  } catch (cause) {
    await rm(fresh, { force: true });
    throw new VerificationError(
      'unavailable',
      `${path} could not be written (${(cause as NodeJS.ErrnoException).code})`,
      { cause },
    ); // what node:fs throws
  }
}
