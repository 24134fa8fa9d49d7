import { generateKeyPairSync, type KeyPairKeyObjectResult, sign } from 'node:crypto';
import { concat, encodeBase64, utf8 } from './bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { commitmentOf, encodeLeaf } from './leaf.ts';
import { type Hash, leafHash, rootOfLeaves } from './merkle.ts';
import { formatNote, type VerifierKey, verifierKey } from './note.ts';
import type { ReadHashTile } from './proofs.ts';
import { encodeEntries, tilePath, tileWidth, widthInTree } from './tiles.ts';

/** A log for tests: the layout of tlog-tiles in a map from path to bytes, signed by a key that is made here. */
export interface TestLog {
  readonly pair: KeyPairKeyObjectResult;
  readonly key: VerifierKey;
  readonly files: Map<string, Uint8Array>;
  readonly leaves: readonly Uint8Array[];
  readonly bodies: readonly { readonly salt: Uint8Array; readonly body: unknown }[];
  /** Appends entries, and signs. */
  grow(count: number): void;
  /** Appends an entry of the log's own, and signs. Returns its salt and body, as `/logs` lists them. */
  append(type: string, body: unknown): { readonly salt: string; readonly body: unknown };
  sign(text: Uint8Array): Uint8Array;
}

/** Begins a log of `size` entries. `text` tells one log's entries from another's. */
export function testLog(
  size: number,
  { origin = 'log.example/test', text = 'entry', pair = generateKeyPairSync('ed25519') } = {},
): TestLog {
  const key = verifierKey(origin, new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)));
  const signWith = (bytes: Uint8Array): Uint8Array => new Uint8Array(sign(null, bytes, pair.privateKey));
  const leaves: Uint8Array[] = [];
  const bodies: { salt: Uint8Array; body: unknown }[] = [];
  const files = new Map<string, Uint8Array>();
  const add = (body: unknown, type?: string) => {
    const made = entry(leaves.length, typeof body === 'string' ? { actor: 'local:test', text: body } : body, type);
    leaves.push(made.leaf);
    bodies.push(made);
    return made;
  };
  const publishAll = (): void =>
    publish(
      files,
      leaves,
      (checkpoint) => formatNote(checkpoint, [{ ...key, signature: signWith(utf8(checkpoint)) }]),
      origin,
    );
  const log: TestLog = {
    pair,
    key,
    files,
    leaves,
    bodies,
    sign: signWith,
    grow(count) {
      for (let n = 0; n < count; n++) add(`${text} ${leaves.length}`);
      publishAll();
    },
    append(type, body) {
      const { salt } = add(body, type);
      publishAll();
      return { salt: encodeBase64(salt), body };
    },
  };
  log.grow(size);
  return log;
}

function entry(index: number, body: unknown, type = 'exceptions.accept') {
  const salt = new Uint8Array(32).fill(index % 251);
  const time = new Date(Date.UTC(2026, 10, 22) + index).toISOString();
  const id = `ent_019aa000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
  return {
    leaf: encodeLeaf({ version: 1, id, type, time, commitment: commitmentOf(salt, body) }),
    body,
    salt,
  };
}

function publish(
  files: Map<string, Uint8Array>,
  leaves: readonly Uint8Array[],
  sign: (text: string) => string,
  origin: string,
): void {
  const hashes = leaves.map(leafHash);
  const size = leaves.length;
  const tree = tilesOf(hashes);
  for (let level = 0; widthInTree(level, 0, size) > 0; level++) {
    for (let index = 0; widthInTree(level, index, size) > 0; index++) {
      const width = widthInTree(level, index, size);
      files.set(tilePath({ kind: 'hashes', level, index, width }), tree.tile(level, index, width));
      if (level === 0)
        files.set(
          tilePath({ kind: 'entries', index, width }),
          encodeEntries(leaves.slice(index * tileWidth, index * tileWidth + width)),
        );
    }
  }
  files.set('checkpoint', utf8(sign(formatCheckpoint({ origin, size, root: rootOfLeaves(hashes) }))));
}

/** Tiles of a tree, straight from their definition: MTH of each run of 256^level leaves. */
export function tilesOf(leaves: readonly Hash[]) {
  const levels: Hash[][] = [[...leaves]];
  for (let below = levels[0]!; below.length >= tileWidth; below = levels.at(-1)!) {
    levels.push(
      Array.from({ length: Math.floor(below.length / tileWidth) }, (_, tile) =>
        rootOfLeaves(below.slice(tile * tileWidth, (tile + 1) * tileWidth)),
      ),
    );
  }
  const tile = (level: number, index: number, width: number): Uint8Array =>
    concat(...(levels[level] ?? []).slice(index * tileWidth, index * tileWidth + width));
  /** Refuses a tile that the tree of `size` entries does not have, as a log may. */
  const at =
    (size: number): ReadHashTile =>
    async (level, index, width) => {
      if (width !== widthInTree(level, index, size) || width === 0)
        throw new Error(`no tile ${level}/${index} of width ${width} in a tree of ${size}`);
      return tile(level, index, width);
    };
  return { tile, at };
}
