import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '#ground/places';
import { statOf } from '../read/file-reader.ts';
import { decodeManifest, encodeManifest, type Manifest } from './manifest.ts';
import { findSeal, isInside, makeSeal, readOurs } from './seal.ts';

export interface KeepPlaces {
  /** Of the manifests. */
  readonly home: string;
  /** Of the key that seals them. */
  readonly keys: string;
  /** The scanned tree, links resolved. */
  readonly root: string;
  /** The whole work tree that it belongs to: what is committed beside the scanned folder is no more to be trusted. */
  readonly workTree: string | undefined;
}

/** Where one tree's manifest lies, and what the system said when it could not be written. */
export class Keep {
  private readonly folder: string;
  private readonly name: string;
  private readonly keys: string;
  /** Why there is no cache, once that is known. */
  unavailable: string | undefined;

  /** `analyzers`: ids, since others' scans of the same tree have other answers. */
  constructor({ home, keys, root, workTree }: KeepPlaces, analyzers: readonly string[]) {
    this.folder = join(home, 'scans');
    this.name = `${hash('sha256', JSON.stringify([root, analyzers]), 'hex').slice(0, 40)}.manifest`;
    this.keys = keys;
    // A tree that holds its own cache, or its key, could absolve itself.
    for (const place of [home, keys])
      if (isInside(place, root)) this.unavailable = `${place} lies inside the scanned folder`;
      else if (workTree !== undefined && isInside(place, workTree))
        this.unavailable = `${place} lies inside the scanned repository`;
  }

  /** Undefined when there is none that can be trusted. */
  load(): Manifest | undefined {
    if (this.unavailable !== undefined) return undefined;
    const seal = findSeal(this.keys, this.name);
    const bytes = seal === undefined ? undefined : readOurs(join(this.folder, this.name), 0o022, 2 ** 31 - 1);
    try {
      return seal === undefined || bytes === undefined ? undefined : decodeManifest(bytes, seal);
    } catch {
      return undefined;
    }
  }

  /** Writes it whole or not at all. A home that cannot be written, or a full disk, is remembered and changes nothing else. */
  save(manifest: Manifest): void {
    if (this.unavailable !== undefined) return;
    const file = join(this.folder, this.name);
    const fresh = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      makeFolder(this.folder);
      writeFileSync(fresh, encodeManifest(manifest, makeSeal(this.keys, this.name)), { mode: 0o600, flag: 'wx' });
      renameSync(fresh, file);
      prune(this.folder);
    } catch (error) {
      this.unavailable = error instanceof Error && 'code' in error ? String(error.code) : 'it could not be written';
      remove(fresh);
    }
  }
}

/** Trees come and go: only those that were scanned last are remembered. */
const mostManifests = 64;

function prune(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= mostManifests) return;
  const files = names.map((name) => ({ path: join(folder, name), time: statOf(join(folder, name))?.mtimeMs ?? 0 }));
  for (const { path } of files.sort((a, b) => b.time - a.time).slice(mostManifests)) remove(path);
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be written either.
  }
}
