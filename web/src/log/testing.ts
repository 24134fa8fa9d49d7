import {
  commitmentOf,
  encodeBase64,
  encodeEntries,
  encodeLeaf,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  rootOfLeaves,
  utf8,
  verifierKey,
} from 'selvedge-verify';
import type { LogEntryDetail } from '../api.generated.ts';

/** A real, signed log for tests of the page, its files by path. */
export interface FakeLog {
  readonly files: Map<string, Uint8Array>;
  readonly vkey: string;
  entry(index: number): LogEntryDetail;
  /** Signs the log again with so many entries, at most 511; `text` tells one past from another. */
  sign(size: number, text?: string): Promise<void>;
}

export async function fakeLog(size: number): Promise<FakeLog> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const key = verifierKey('log.example/shop', new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
  const vkey = formatVerifierKey(key);
  const files = new Map<string, Uint8Array>([['vkey', utf8(vkey)]]);
  const sign = async (size: number, text?: string): Promise<void> => {
    const leaves = Array.from({ length: size }, (_, index) => leafOf(index, text));
    for (const [path, bytes] of tilesOf(leaves)) files.set(path, bytes);
    const checkpoint = formatCheckpoint({ origin: key.name, size, root: rootOfLeaves(leaves.map(leafHash)) });
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, utf8(checkpoint)));
    files.set('checkpoint', utf8(formatNote(checkpoint, [{ ...key, signature }])));
  };
  await sign(size);
  return { files, vkey, sign, entry: (index) => entryOf(index, size) };
}

/** The tiles of a tree of two tiles at most. */
function tilesOf(leaves: readonly Uint8Array[]): [path: string, bytes: Uint8Array][] {
  const hashes = leaves.map(leafHash);
  const tiles = [0, 256]
    .filter((from) => from < leaves.length)
    .flatMap((from): [string, Uint8Array][] => {
      const width = Math.min(256, leaves.length - from);
      const path = `00${from / 256}${width === 256 ? '' : `.p/${width}`}`;
      const tile = Uint8Array.from(hashes.slice(from, from + width).flatMap((hash) => [...hash]));
      return [
        [`tile/0/${path}`, tile],
        [`tile/entries/${path}`, encodeEntries(leaves.slice(from, from + width))],
      ];
    });
  return leaves.length < 256 ? tiles : [...tiles, ['tile/1/000.p/1', rootOfLeaves(hashes.slice(0, 256))]];
}

const types = ['evidence.submit', 'gates.decide', 'exceptions.accept', 'subjects.register'];

export function entryId(index: number): string {
  return `ent_019aa000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

function bodyOf(index: number, text = 'done'): object {
  return {
    actor: { id: 'usr_1', name: 'Ada' },
    operation: types[index % types.length],
    resource: { type: 'Subject', id: 'sub_1' },
    result: { id: `evd_${index}` },
    text: `${text} ${index}`,
  };
}

function saltOf(index: number): Uint8Array {
  return new Uint8Array(32).fill(index % 251);
}

function leafOf(index: number, text?: string): Uint8Array {
  const time = new Date(Date.UTC(2026, 10, 22, 9) + index * 1000).toISOString();
  const commitment = commitmentOf(saltOf(index), bodyOf(index, text));
  return encodeLeaf({ version: 1, id: entryId(index), type: types[index % types.length]!, time, commitment });
}

function entryOf(index: number, size: number): LogEntryDetail {
  const bytes = leafOf(index);
  const leaf = new TextDecoder().decode(bytes);
  const { type, time } = JSON.parse(leaf) as { type: string; time: string }; // what leafOf wrote
  return {
    id: entryId(index),
    index,
    log: 1,
    type,
    time,
    actor: 'usr_019aa000-0000-7000-8000-000000000001',
    project: null,
    leafHash: encodeBase64(leafHash(bytes)),
    leaf,
    body: bodyOf(index),
    salt: encodeBase64(saltOf(index)),
    erasedAt: null,
    proof: { index, size, hashes: [], checkpoint: '' },
  };
}
