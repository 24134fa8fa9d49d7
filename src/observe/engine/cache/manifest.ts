import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Claim, Json, NotLookedAt } from '#ground/model';
import type { Identity } from '../read/file-reader.ts';
import type { Folder, KnownTree } from '../walk/known-tree.ts';
import type { FactsOf } from '../work/examiner.ts';
import type { Seal } from './seal.ts';

/** What looking at a file gave, where there is more to say than that it is clean. */
export interface FileRecord {
  /** JSON, by the analyzer's number. */
  readonly facts: readonly FactsOf[];
  readonly gaps: readonly NotLookedAt[];
  /** Absent when no analyzer saw its bytes. */
  readonly bytes?: number;
}

/** What one analyzer concluded from facts with this digest. */
export interface KnownConclusion {
  readonly facts: string;
  readonly claims: readonly Claim[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** Milliseconds since 1970, from when on it must be concluded again. */
  readonly until?: number;
  readonly knowledge?: Json;
}

/** What a scan of one tree found, as the next one wants to know it. */
export interface Manifest {
  /** Of everything that facts depend on beside the files: analyzers, settings, budgets. */
  readonly factsDigest: string;
  /** Of everything that the choice of files depends on beside the tree: index, excludes, ignore files above. */
  readonly context: string;
  readonly folders: readonly Folder[];
  /** By the file's number, as all columns. Names stand in the folder that names their numbers. */
  readonly names: readonly string[];
  /** Four numbers each. */
  readonly identities: Float64Array;
  /** 32 bytes each; zeros where the content was not read whole. */
  readonly digests: Uint8Array;
  /** 0: clean; 1: no analyzer wants it; n: `records[n - 2]`. */
  readonly answers: Uint32Array;
  readonly records: readonly FileRecord[];
  readonly conclusions: readonly KnownConclusion[];
  /** Tracked files that were missing from the work tree, and whether git would not say so of any. */
  readonly absent: readonly NotLookedAt[];
  readonly hasUnwatched: boolean;
  readonly totals: { readonly files: number; readonly bytes: number };
  /** By the analyzer's number: the rules that ran. */
  readonly rules: readonly (readonly string[])[];
}

export const answers = { clean: 0, unwanted: 1, firstRecord: 2 } as const;

const magic = 'SLVSCAN4';
const sealBytes = 32;
const prologue = magic.length + sealBytes + 16;

/**
 * Layout, little endian: magic, seal of the rest, number of files, lengths of names, JSON and facts; then the columns, names joined by NUL,
 * JSON, facts. In the JSON each record's facts have lengths in bytes instead of their text, in the order in which it stands in the last part.
 * Facts hold what stands in code, secrets too: they are encrypted (AES-256-CTR) under a key that the seal's key gives, behind their counter.
 */
export function encodeManifest(manifest: Manifest, seal: Seal): Buffer {
  const { names, identities, digests, answers, records, ...others } = manifest;
  const texts: Uint8Array[] = [];
  const rest: Kept = {
    ...others,
    records: records.map((record) => ({ ...record, facts: record.facts.map(setAside(texts)) })),
  };
  const facts = encrypted(texts, seal);
  const count = names.length;
  const nameBytes = Buffer.from(names.join('\0'));
  const json = Buffer.from(JSON.stringify(rest));
  const bytes = Buffer.alloc(prologue + count * (32 + 32 + 4) + nameBytes.length + json.length + facts.length);
  bytes.write(magic, 0, 'latin1');
  let at = magic.length + sealBytes;
  for (const number of [count, nameBytes.length, json.length, facts.length]) at = bytes.writeUInt32LE(number, at);
  at += Buffer.from(identities.buffer, identities.byteOffset, count * 32).copy(bytes, at);
  at += Buffer.from(digests.buffer, digests.byteOffset, count * 32).copy(bytes, at);
  at += Buffer.from(answers.buffer, answers.byteOffset, count * 4).copy(bytes, at);
  at += nameBytes.copy(bytes, at);
  at += json.copy(bytes, at);
  facts.copy(bytes, at);
  bytes.set(seal(bytes.subarray(magic.length + sealBytes)), magic.length);
  return bytes;
}

/** Undefined for anything but a whole manifest of this version under this seal: the scan then begins anew. */
export function decodeManifest(bytes: Buffer, seal: Seal): Manifest | undefined {
  if (bytes.length < prologue || bytes.toString('latin1', 0, magic.length) !== magic) return undefined;
  const header = magic.length + sealBytes;
  if (!timingSafeEqual(seal(bytes.subarray(header)), bytes.subarray(magic.length, header))) return undefined;
  const [count, nameLength, jsonLength, factsLength] = [0, 4, 8, 12].map((offset) =>
    bytes.readUInt32LE(header + offset),
  ) as [number, number, number, number]; // four offsets
  const factsAt = prologue + count * 68 + nameLength + jsonLength;
  if (factsAt + factsLength !== bytes.length) return undefined;
  const { buffer, byteOffset } = aligned(bytes);
  const identities = new Float64Array(buffer, byteOffset + prologue, count * 4);
  const digests = new Uint8Array(buffer, byteOffset + prologue + count * 32, count * 32);
  const answersColumn = new Uint32Array(buffer, byteOffset + prologue + count * 64, count);
  const at = prologue + count * 68;
  const nameText = bytes.toString('utf8', at, at + nameLength);
  // A forged name could lead out of the tree.
  if (/\/|(?:^|\0)\.{0,2}(?:\0|$)/.test(nameText) && count > 0) return undefined;
  const names = count === 0 ? [] : nameText.split('\0');
  const json = readJson(bytes.toString('utf8', at + nameLength, factsAt), decrypted(bytes.subarray(factsAt), seal));
  if (json === undefined || names.length !== count) return undefined;
  const manifest = { ...json, names, identities, digests, answers: answersColumn };
  return isCoherent(manifest) ? manifest : undefined;
}

/** The manifest as the walk wants to see it. */
export function knownTree({ folders, names, identities, context: itsContext }: Manifest, context: string): KnownTree {
  return {
    folders: new Map(folders.map((folder) => [folder.path, folder])),
    sameContext: itsContext === context,
    names,
    identities,
  };
}

/** Columns of numbers are looked at where they lie, which must be a multiple of eight. */
function aligned(bytes: Buffer): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}

type Rest = Omit<Manifest, 'names' | 'identities' | 'digests' | 'answers'>;

/** As the JSON has it. */
interface Kept extends Omit<Rest, 'records'> {
  readonly records: readonly (Omit<FileRecord, 'facts'> & {
    readonly facts: readonly (readonly [analyzer: number, length: number, inside?: string])[];
  })[];
}

const counterBytes = 16;

/** The seal tells changes; this keeps what is in it from being read by who has the file alone. */
function encrypted(texts: readonly Uint8Array[], seal: Seal): Buffer {
  const counter = randomBytes(counterBytes);
  const cipher = createCipheriv('aes-256-ctr', seal(factsKey), counter);
  return Buffer.concat([counter, ...texts.map((text) => cipher.update(text)), cipher.final()]);
}

function decrypted(bytes: Uint8Array, seal: Seal): Uint8Array {
  if (bytes.length < counterBytes) return new Uint8Array();
  return createDecipheriv('aes-256-ctr', seal(factsKey), bytes.subarray(0, counterBytes)).update(
    bytes.subarray(counterBytes),
  );
}

/** What the seal is asked for to give the key: never a manifest, which begins otherwise. */
const factsKey = Buffer.from('facts');

function setAside(texts: Uint8Array[]) {
  return ([analyzer, json, inside]: FactsOf): readonly [number, number, string?] => {
    const text = typeof json === 'string' ? Buffer.from(json) : json;
    texts.push(text);
    return inside === undefined ? [analyzer, text.length] : [analyzer, text.length, inside];
  };
}

/** Undefined where lengths lead beyond the facts. */
function withFacts(records: Kept['records'], facts: Uint8Array): FileRecord[] | undefined {
  let at = 0;
  const read = records.map((record) => ({
    ...record,
    facts: record.facts.map(([analyzer, length, inside]): FactsOf => {
      const text = facts.subarray(at, at + length);
      at += length;
      return inside === undefined ? [analyzer, text] : [analyzer, text, inside];
    }),
  }));
  return at === facts.length ? read : undefined;
}

/** The seal says that we wrote it; what follows only keeps a forged one from breaking the scan. */
function readJson(text: string, facts: Uint8Array): Rest | undefined {
  try {
    const value = JSON.parse(text) as Partial<Kept>; // looked at below, member by member
    const lists = [value.folders, value.records, value.conclusions, value.absent, value.rules];
    if (typeof value.hasUnwatched !== 'boolean') return undefined;
    if (typeof value.totals?.files !== 'number' || typeof value.totals.bytes !== 'number') return undefined;
    if (typeof value.factsDigest !== 'string' || typeof value.context !== 'string' || !lists.every(Array.isArray))
      return undefined;
    const kept = value as Kept; // each member was looked at
    const records = withFacts(kept.records, facts);
    return records === undefined ? undefined : { ...kept, records };
  } catch {
    return undefined;
  }
}

function isCoherent(manifest: Manifest): boolean {
  const { folders, names } = manifest;
  return folders.every(
    (folder) =>
      typeof folder.path === 'string' &&
      !folder.path.split('/').includes('..') &&
      Number.isInteger(folder.first) &&
      folder.first >= 0 &&
      folder.end >= folder.first &&
      folder.end <= names.length &&
      isIdentity(folder.identity) &&
      (folder.ignoreFile === undefined || isIdentity(folder.ignoreFile)) &&
      Array.isArray(folder.gaps) &&
      Array.isArray(folder.subfolders) &&
      folder.subfolders.every((name) => typeof name === 'string' && !name.includes('/') && name !== '..'),
  );
}

function isIdentity(value: unknown): value is Identity {
  return Array.isArray(value) && value.length === 4 && value.every((number) => typeof number === 'number');
}
