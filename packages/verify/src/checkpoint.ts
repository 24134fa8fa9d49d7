import { decodeBase64, encodeBase64 } from './bytes.ts';
import { VerificationError } from './error.ts';
import { type Hash, hashLength, isSize } from './merkle.ts';
import { parseNote, type VerifierKey, verifyNote } from './note.ts';

/** What a log signs: that its first `size` entries have this root (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/**
 * A checkpoint whose signature holds. The origin must be the key's name, which the specification recommends and Selvedge's
 * logs keep, so that a key of another log cannot speak for this one.
 */
export async function openCheckpoint(signed: Uint8Array | string, key: VerifierKey): Promise<Checkpoint> {
  const note = parseNote(signed);
  await verifyNote(note, key);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== key.name)
    throw new VerificationError('mismatch', `a checkpoint of ${checkpoint.origin}, signed by the key of ${key.name}`);
  return checkpoint;
}

/** Parses the text of a note. Throws `malformed`. Extension lines are allowed and ignored. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw malformed('no newline at its end');
  const [origin, sizeLine, rootLine, ...extensions] = text.slice(0, -1).split('\n');
  const size = sizeLine !== undefined && /^(0|[1-9]\d*)$/.test(sizeLine) ? Number(sizeLine) : -1;
  const root = decodeBase64(rootLine ?? '');
  if (origin === undefined || origin === '') throw malformed('no origin in its first line');
  if (!isSize(size)) throw malformed('no size in its second line');
  if (root === undefined || root.length !== hashLength) throw malformed('no root hash in its third line');
  if (extensions.includes('')) throw malformed('an empty line');
  return { origin, size, root };
}

/** The text that the log signs. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n') || !isSize(size) || root.length !== hashLength)
    throw new RangeError('a checkpoint has an origin of one line, a size, and a root of 32 bytes');
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', `not a checkpoint: ${message}`);
}
