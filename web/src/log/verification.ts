import {
  encodeBase64,
  followSuccession,
  formatVerifierKey,
  httpFiles,
  leafHash,
  type LogFiles,
  openCheckpoint,
  parseVerifierKey,
  proveEntry,
  proveEverything,
  proveGrowth,
  readCheckpoint,
  type SignedCheckpoint,
  VerificationError,
  type VerifierKey,
} from 'selvedge-verify';

/** What this browser found out about the log by itself. */
export interface VerifiedLog {
  readonly key: VerifierKey;
  readonly vkey: string;
  /** `first-use`: nothing was remembered, so the key is what the server says it is. */
  readonly trust: 'remembered' | 'first-use';
  readonly checkpoint: SignedCheckpoint;
  /** The key that was remembered signed, as its log’s last entry, that this one follows. */
  readonly rotated: boolean;
  /** Size of the log when this browser last looked; absent at first use. */
  readonly grownFrom?: number;
}

const files: LogFiles = httpFiles('', { fetch: (...request) => fetch(...request) });

/**
 * Checks the checkpoint's signature, and that the log only grew since this browser last looked, then remembers the
 * checkpoint. Throws VerificationError; then nothing is remembered.
 */
export async function verifyLog(memory: Storage): Promise<VerifiedLog> {
  const known = await recall(memory);
  const { key, checkpoint, rotated } = await openLog(known);
  if (known !== undefined && !rotated) await proveGrowth(files, known.checkpoint, checkpoint);
  remember(memory, key, checkpoint);
  const grownFrom = known === undefined || rotated ? {} : { grownFrom: known.checkpoint.size };
  return {
    key,
    vkey: formatVerifierKey(key),
    trust: known === undefined ? 'first-use' : 'remembered',
    checkpoint,
    rotated,
    ...grownFrom,
  };
}

/** The newest checkpoint under the key that is remembered, or under the one that it was rotated to. */
async function openLog(
  known: Known | undefined,
): Promise<{ key: VerifierKey; checkpoint: SignedCheckpoint; rotated: boolean }> {
  const key = known?.key ?? (await keyOfServer());
  try {
    return { key, checkpoint: await readCheckpoint(files, key), rotated: false };
  } catch (error) {
    if (known === undefined || !(error instanceof VerificationError) || error.code !== 'unknown-key') throw error;
    const succession = await followSuccession(files, key, known.checkpoint);
    if (succession === undefined) throw error;
    return { key: succession.key, checkpoint: await readCheckpoint(files, succession.key), rotated: true };
  }
}

/** Reads every entry and computes the signed root from them. */
export function verifyEverything({ checkpoint }: VerifiedLog, onProgress: (done: number) => void): Promise<void> {
  return proveEverything(files, checkpoint, ({ done }) => onProgress(done));
}

/** That this leaf, byte for byte, stands at its index in the signed log. Returns the number of hashes that show it. */
export async function verifyEntry(
  { checkpoint }: VerifiedLog,
  entry: { readonly index: number; readonly leaf: string; readonly leafHash: string; readonly id: string },
): Promise<number> {
  const { leaf, proofLength, bytes } = await proveEntry(files, checkpoint, entry.index);
  if (
    new TextDecoder().decode(bytes) !== entry.leaf ||
    encodeBase64(leafHash(bytes)) !== entry.leafHash ||
    leaf.id !== entry.id
  ) {
    throw new VerificationError(
      'mismatch',
      `what the server shows as entry ${entry.index} is not what its log holds there`,
    );
  }
  return proofLength;
}

// The same text as the command's --known file: a reader can take it from here to there.
const storageKey = 'selvedge.log.known';

interface Known {
  readonly key: VerifierKey;
  readonly checkpoint: Awaited<ReturnType<typeof openCheckpoint>>;
}

/** What this browser remembers, its signature checked again. Undefined when it remembers nothing. */
async function recall(memory: Storage): Promise<Known | undefined> {
  const text = memory.getItem(storageKey);
  if (text === null) return undefined;
  const end = text.indexOf('\n');
  const key = parseVerifierKey(text.slice(0, end));
  return { key, checkpoint: await openCheckpoint(text.slice(end + 1), key) };
}

function remember(memory: Storage, key: VerifierKey, checkpoint: SignedCheckpoint): void {
  memory.setItem(storageKey, `${formatVerifierKey(key)}\n${checkpoint.note}`);
}

const comparedKey = 'selvedge.log.compared';

/** Whether the reader said that this key is the one that they were given some other way. */
export function wasCompared(memory: Storage, vkey: string): boolean {
  return memory.getItem(comparedKey) === vkey;
}

export function noteCompared(memory: Storage, vkey: string): void {
  memory.setItem(comparedKey, vkey);
}

/** Forgets the key and the checkpoint: the next look trusts what it is shown, again. */
export function forget(memory: Storage): void {
  memory.removeItem(storageKey);
}

/** What is remembered, as the command takes it in a file. */
export function exportKnown(memory: Storage): string | undefined {
  return memory.getItem(storageKey) ?? undefined;
}

async function keyOfServer(): Promise<VerifierKey> {
  const bytes = await files.read('vkey', 8192);
  if (bytes === undefined) throw new VerificationError('unavailable', 'The server does not say what its log’s key is.');
  return parseVerifierKey(new TextDecoder().decode(bytes));
}
