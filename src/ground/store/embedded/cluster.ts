import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '#ground/places';
import { StoreError } from '../errors.ts';
import { type Account, hasName } from './account.ts';
import type { Binaries } from './binaries.ts';
import { packedName, unpackCluster } from './packed.ts';
import { asPlaceError, isFolder, type Places } from './places.ts';

/**
 * The data directory of this major version, made if it is not there: into a folder of another name first, then renamed, so
 * that a cluster is whole or not there.
 *
 * @throws StoreError `newer-database` or `unsupported-server` for a cluster of another major version; `unknown-user`.
 */
export async function prepareCluster(
  places: Places,
  binaries: Binaries,
  account: Account | undefined,
): Promise<string> {
  const directory = join(places.server, `postgresql-${binaries.major}`);
  if (isFolder(directory)) return directory;
  refuseOtherMajor(places.server, Number(binaries.major));
  const unfinished = `${directory}.tmp`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    chmodSync(unfinished, 0o700);
    if (account !== undefined) chownSync(unfinished, account.uid, account.gid);
  } catch (cause) {
    throw asPlaceError(places.server, cause);
  }
  const packed = packedCluster(binaries.major);
  if (packed === undefined) await initialise(unfinished, binaries, account);
  else unpackCluster(packed, unfinished, account);
  renameSync(unfinished, directory);
  return directory;
}

/** The cluster that the build has packed; undefined where it could not. */
function packedCluster(major: string): Buffer | undefined {
  const path = assetPath(packedName(major));
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 ? undefined : readFileSync(path);
}

function refuseOtherMajor(folder: string, ours: number): void {
  for (const name of readdirSync(folder)) {
    const theirs = Number(/^postgresql-(\d+)$/.exec(name)?.[1]);
    if (theirs > ours)
      throw new StoreError(
        'newer-database',
        `${join(folder, name)} was made by a newer Selvedge, with PostgreSQL ${theirs}; this one has ${ours}\nRun the newer version.`,
      );
    if (theirs < ours) {
      throw new StoreError(
        'unsupported-server',
        `${join(folder, name)} was made by an older Selvedge, with PostgreSQL ${theirs}; this one has ${ours}\nMake a backup with that version, and restore it with this one into an empty home.`,
      );
    }
  }
}

/** Without a locale, initdb would silently make a cluster in SQL_ASCII where LANG is not set. */
const options = [
  '-U',
  'postgres',
  '-A',
  'trust',
  '-E',
  'UTF8',
  '--locale-provider=builtin',
  '--locale=C.UTF-8',
  '--data-checksums',
];

/**
 * Runs initdb in an empty folder that belongs to the account.
 *
 * @throws StoreError `unknown-user`, `disk-full`, `unsupported-platform`, `unavailable`.
 */
export async function initialise(directory: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  if (!hasName()) {
    throw new StoreError(
      'unknown-user',
      `user ${process.getuid?.()} has no name in /etc/passwd, and PostgreSQL makes no data folder for such a user\nRun npm run build as a user with a name first, or give a PostgreSQL by its url (SELVEDGE_DATABASE_URL).`,
    );
  }
  const child = spawn(binaries.initdb, ['-D', directory, ...options], {
    ...account,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', ...binaries.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let message = '';
  child.stderr.on('data', (chunk: Buffer) => (message = (message + chunk.toString()).slice(-4000)));
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  }).catch((cause: unknown) => {
    throw new StoreError(
      'unsupported-platform',
      `the embedded PostgreSQL cannot be run on this machine: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
  if (status === 0) return;
  rmSync(directory, { recursive: true, force: true });
  const isFull = message.includes('No space left on device');
  throw new StoreError(
    isFull ? 'disk-full' : 'unavailable',
    `the data folder ${directory} could not be initialised: ${message.trim()}`,
  );
}
