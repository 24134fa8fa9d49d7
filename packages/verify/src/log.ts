import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { decodeUtf8, equal } from './bytes.ts';
import { VerificationError } from './error.ts';
import { type Leaf, parseLeaf } from './leaf.ts';
import { hashLength, leafHash, RootBuilder, verifyConsistency, verifyInclusion } from './merkle.ts';
import { maxNoteLength, type VerifierKey } from './note.ts';
import { consistencyProof, inclusionProof, type ReadHashTile } from './proofs.ts';
import { decodeEntries, maxEntryLength, type Tile, tilePath, tileWidth, widthInTree } from './tiles.ts';

/** The files of a log, in the layout of tlog-tiles: over HTTP, in a directory, in a test. Nothing that it returns is trusted. */
export interface LogFiles {
  /** At most `limit` bytes, `undefined` when there is no such file; throws `unavailable` when that cannot be said. */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
}

/** A checkpoint whose signature held, with the note that says so, to be remembered. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** The newest checkpoint, signed by the key. */
export async function readCheckpoint(files: LogFiles, key: VerifierKey): Promise<SignedCheckpoint> {
  const bytes = await readFile(files, 'checkpoint', maxNoteLength);
  return { ...(await openCheckpoint(bytes, key)), note: decodeUtf8(bytes)! };
}

/** The entry at `index`, once it is proven to be in the signed tree. */
export async function proveEntry(
  files: LogFiles,
  checkpoint: Checkpoint,
  index: number,
): Promise<{ leaf: Leaf; bytes: Uint8Array; proofLength: number }> {
  const { size, root } = checkpoint;
  if (index >= size)
    throw new VerificationError('not-included', `the log has ${size} entries, so none at index ${index}`);
  const bundle = Math.floor(index / tileWidth);
  const [entries, proof] = await Promise.all([
    readBundle(files, bundle, size),
    inclusionProof(index, size, hashTiles(files)),
  ]);
  const entry = entries[index % tileWidth]!;
  verifyInclusion({ leaf: leafHash(entry), index, size, root, proof });
  return { leaf: parseLeaf(entry), bytes: entry, proofLength: proof.length };
}

/** That the log only grew from `earlier` to `later`. Returns the number of hashes that show it. */
export async function proveGrowth(files: LogFiles, earlier: Checkpoint, later: Checkpoint): Promise<number> {
  if (earlier.origin !== later.origin)
    throw new VerificationError('mismatch', `${later.origin} is another log than ${earlier.origin}`);
  if (earlier.size > later.size) {
    throw new VerificationError(
      'inconsistent',
      `the log had signed ${earlier.size} entries before and now shows ${later.size}: entries are missing`,
    );
  }
  const proof = await consistencyProof(earlier.size, later.size, hashTiles(files));
  verifyConsistency({ from: earlier, to: later, proof });
  return proof.length;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Reads every entry, and computes the root again from nothing else. */
export async function proveEverything(
  files: LogFiles,
  checkpoint: Checkpoint,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const tree = new RootBuilder();
  for await (const entries of bundles(files, checkpoint.size)) {
    for (const entry of entries) {
      parseLeaf(entry);
      tree.add(leafHash(entry));
    }
    onProgress?.({ done: tree.size, of: checkpoint.size });
  }
  if (!equal(tree.root(), checkpoint.root))
    throw new VerificationError(
      'not-included',
      `the ${checkpoint.size} entries that the log serves do not have the root that it signed`,
    );
}

/**
 * The index of the entry with this id, looked for from the newest; `undefined` when the log serves no such entry. What it
 * finds is yet to be proven, with proveEntry.
 */
export async function findEntry(files: LogFiles, size: number, id: string): Promise<number | undefined> {
  for (let bundle = Math.ceil(size / tileWidth) - 1; bundle >= 0; bundle--) {
    const entries = await readBundle(files, bundle, size);
    const at = entries.findLastIndex(
      (entry) => decodeUtf8(entry)?.includes(`"${id}"`) === true && parseLeaf(entry).id === id,
    );
    if (at >= 0) return bundle * tileWidth + at;
  }
  return undefined;
}

const readAhead = 8;

/** All bundles in order, a few of them asked for in advance. */
async function* bundles(files: LogFiles, size: number): AsyncGenerator<readonly Uint8Array[]> {
  const count = Math.ceil(size / tileWidth);
  const ahead: Promise<readonly Uint8Array[]>[] = [];
  for (let next = 0; next < count || ahead.length > 0;) {
    while (next < count && ahead.length < readAhead) {
      const bundle = readBundle(files, next++, size);
      // Awaited below, in its turn: until then a failure must not count as one that nobody handles.
      bundle.catch(() => undefined);
      ahead.push(bundle);
    }
    yield await ahead.shift()!;
  }
}

async function readBundle(files: LogFiles, index: number, size: number): Promise<readonly Uint8Array[]> {
  const width = widthInTree(0, index, size);
  const { bytes, width: found } = await readTile(
    files,
    { kind: 'entries', index, width },
    (entries) => entries * (maxEntryLength + 2),
  );
  return decodeEntries(bytes, found).slice(0, width);
}

function hashTiles(files: LogFiles): ReadHashTile {
  return async (level, index, width) => {
    const { bytes } = await readTile(files, { kind: 'hashes', level, index, width }, (hashes) => hashes * hashLength);
    return bytes.subarray(0, width * hashLength);
  };
}

/** A partial tile may be gone once the full one is there: then the full one begins with it. */
async function readTile(
  files: LogFiles,
  tile: Tile,
  limit: (width: number) => number,
): Promise<{ bytes: Uint8Array; width: number }> {
  const bytes = await files.read(tilePath(tile), limit(tile.width));
  if (bytes !== undefined) return { bytes, width: tile.width };
  if (tile.width === tileWidth) throw missing(tilePath(tile));
  return { bytes: await readFile(files, tilePath({ ...tile, width: tileWidth }), limit(tileWidth)), width: tileWidth };
}

async function readFile(files: LogFiles, path: string, limit: number): Promise<Uint8Array> {
  const bytes = await files.read(path, limit);
  if (bytes === undefined) throw missing(path);
  return bytes;
}

function missing(path: string): VerificationError {
  return new VerificationError('unavailable', `the log has no ${path}`);
}
