import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '#ground/places';
import { StoreError } from '../errors.ts';
import { type Account, canReach } from './account.ts';

/** Where the parts of an embedded server lie. */
export interface Places {
  /** As the user named it, resolved. Keys, the owner's mark and the server's log lie here. */
  readonly home: string;
  /** What the server's account owns: the same as `home`, unless that account cannot reach it. */
  readonly server: string;
  /** Of the unix socket; 0700. */
  readonly sockets: string;
  readonly log: string;
}

/** Bytes that a `sockaddr_un` leaves for a path, on Linux 107; macOS has 103. */
const longestSocketPath = process.platform === 'darwin' ? 103 : 107;
const socketName = '.s.PGSQL.5432';
const locationFile = 'database-location';

/** Below this the server would start, and stop at the first larger write. */
const leastFreeBytes = 96 * 2 ** 20;

/**
 * Makes the folders. When we are root and the server's account cannot reach the home (root's own is 0700), the cluster lies
 * in /var/lib/selvedge/<digest of the home's path> (beside a home in the folder for temporary files), and the file
 * `database-location` in the home says so. Where it says so, it stays, whatever the home's permissions or path become: another
 * place would be another, empty database.
 *
 * @throws StoreError `read-only`, `disk-full`, `unavailable`.
 */
export function preparePlaces(requested: string, account: Account | undefined): Places {
  const home = makeHome(requested, account);
  const server = notedPlace(home) ?? (hasCluster(home) || canReach(home, account) ? home : relocate(home));
  refuseFullDisk(server);
  const sockets = makeSocketFolder(server, account);
  return { home, server, sockets, log: join(home, 'postgresql.log') };
}

function makeHome(requested: string, account: Account | undefined): string {
  try {
    // The server's account passes through it, and reads nothing.
    makeFolder(requested, account === undefined ? 0o700 : 0o711);
    const home = realpathSync(requested);
    if (account !== undefined && isOurs(home)) chmodSync(home, statSync(home).mode | 0o011);
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return home;
  } catch (cause) {
    throw asPlaceError(requested, cause);
  }
}

function hasCluster(home: string): boolean {
  return readdirSync(home).some((name) => /^postgresql-\d+$/.test(name));
}

/** A folder that is empty, or that we have used: others are left as they are. */
function isOurs(home: string): boolean {
  const names = readdirSync(home);
  return names.length === 0 || names.some((name) => name.startsWith('postgresql-') || name === 'keys');
}

/** Whoever asked for the folder is told that it cannot be written to, or that it is no folder. */
export function asPlaceError(path: string, cause: unknown): StoreError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StoreError(
      'disk-full',
      `no space is left for the data folder ${path}\nFree some space, or choose another folder by SELVEDGE_DATA_HOME.`,
      { cause },
    );
  const why = code === 'ENOTDIR' || code === 'EEXIST' ? 'is not a folder' : 'cannot be written to';
  return new StoreError(
    'read-only',
    `the data folder ${path} ${why} (${code === '' ? String(cause) : code})\nMake it writable, or choose another one by SELVEDGE_DATA_HOME.`,
    { cause },
  );
}

/** Where an earlier start put the cluster. */
function notedPlace(home: string): string | undefined {
  const note = join(home, locationFile);
  if (!existsSync(note)) return undefined;
  const place = readFileSync(note, 'utf8').trim();
  if (isAbsolute(place) && isFolder(place)) return place;
  throw new StoreError(
    'unavailable',
    `the database of ${home} lies in ${place}, as ${note} says, and is not there\nPut it back; or remove that file, to begin with an empty one.`,
  );
}

function relocate(home: string): string {
  const temporary = realpathSync(tmpdir());
  const server = home.startsWith(`${temporary}/`)
    ? join(temporary, `selvedge-${digestOf(home)}`)
    : join('/var/lib/selvedge', digestOf(home));
  try {
    makeFolder(server, 0o711);
    if (lstatSync(server).uid !== 0)
      throw new StoreError(
        'read-only',
        `${server} belongs to somebody else\nRemove it, or choose another data folder by SELVEDGE_DATA_HOME.`,
      );
    writeFileSync(join(home, locationFile), `${server}\n`);
    return server;
  } catch (cause) {
    throw cause instanceof StoreError ? cause : asPlaceError(server, cause);
  }
}

function refuseFullDisk(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= leastFreeBytes) return;
  throw new StoreError(
    'disk-full',
    `the disk of ${folder} has ${Math.floor((bavail * bsize) / 2 ** 20)} MB left; the database needs ${leastFreeBytes / 2 ** 20}\nFree some space, or choose another folder by SELVEDGE_DATA_HOME.`,
  );
}

function makeSocketFolder(server: string, account: Account | undefined): string {
  const near = join(server, 'run');
  const isShort = Buffer.byteLength(join(near, socketName)) <= longestSocketPath;
  const owner = account?.uid ?? process.getuid?.();
  const folder = isShort ? near : join(tmpdir(), `selvedge-${owner}-${digestOf(server)}`);
  ownFolder(folder, account);
  if (Buffer.byteLength(join(folder, socketName)) > longestSocketPath) {
    throw new StoreError(
      'unavailable',
      `the path of the database's socket is too long: ${folder}\nChoose a shorter data folder by SELVEDGE_DATA_HOME, or a shorter TMPDIR.`,
    );
  }
  return folder;
}

/** A folder for sockets among the temporary files is not left behind. */
export function dropSockets({ server, sockets }: Places): void {
  if (!sockets.startsWith(server)) rmSync(sockets, { recursive: true, force: true });
}

/** A folder that only the server's account (and root) may enter. One that somebody else put there is refused. */
function ownFolder(folder: string, account: Account | undefined): void {
  try {
    makeFolder(folder);
    const found = lstatSync(folder);
    const ours = found.isDirectory() && (found.uid === process.getuid?.() || found.uid === account?.uid);
    if (!ours)
      throw new StoreError(
        'read-only',
        `${folder} belongs to somebody else, or is no folder\nRemove it, or choose another data folder by SELVEDGE_DATA_HOME.`,
      );
    chmodSync(folder, 0o700);
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
  } catch (cause) {
    throw cause instanceof StoreError ? cause : asPlaceError(folder, cause);
  }
}

/** True for a folder that is there. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export { socketName };

function digestOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
