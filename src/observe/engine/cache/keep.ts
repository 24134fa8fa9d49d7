import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hash, randomBytes } from 'node:crypto';
import { join, sep } from 'node:path';
import { makeFolder } from '#ground/places';
import { statOf } from '../read/file-reader.ts';
import { decodeManifest, encodeManifest, type Manifest } from './manifest.ts';

/** Where one tree's manifest lies, and what the system said when it could not be written. */
export class Keep {
  private readonly folder: string;
  private readonly file: string;
  /** Why there is no cache, once that is known. */
  unavailable: string | undefined;

  /** `root`: of the scanned tree; `analyzers`: ids, since others' scans of the same tree have other answers. */
  constructor(home: string, root: string, analyzers: readonly string[]) {
    this.folder = join(home, 'scans');
    this.file = join(this.folder, `${hash('sha256', JSON.stringify([root, analyzers]), 'hex').slice(0, 40)}.manifest`);
    // A tree that holds its own cache could absolve itself.
    if (isInside(home, root)) this.unavailable = `${home} lies inside the scanned folder`;
  }

  /** Undefined when there is none that can be trusted. */
  load(): Manifest | undefined {
    if (this.unavailable !== undefined) return undefined;
    let fd: number;
    try {
      fd = openSync(this.file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    } catch {
      return undefined;
    }
    try {
      const stat = fstatSync(fd);
      const mine = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
      return stat.isFile() && mine && stat.size < 2 ** 31 ? decodeManifest(readFileSync(fd)) : undefined;
    } catch {
      return undefined;
    } finally {
      closeSync(fd);
    }
  }

  /** Writes it whole or not at all. A home that cannot be written, or a full disk, is remembered and changes nothing else. */
  save(manifest: Manifest): void {
    if (this.unavailable !== undefined) return;
    const fresh = `${this.file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      makeFolder(this.folder);
      writeFileSync(fresh, encodeManifest(manifest), { mode: 0o600, flag: 'wx' });
      renameSync(fresh, this.file);
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

function isInside(path: string, root: string): boolean {
  let real = path;
  try {
    real = realpathSync(path);
  } catch {
    // It does not exist yet.
  }
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}
