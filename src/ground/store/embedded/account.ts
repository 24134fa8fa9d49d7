import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whom the server runs as; `undefined` is ourselves. PostgreSQL refuses to run as root, rightly. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The id of `nobody` on Linux since kernel 2.2. */
const nobody = 65_534;

/** As root: `postgres` where that user exists, else nobody. Otherwise we run the server as ourselves. */
export function serverAccount(passwd: string = readPasswd()): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = passwd.split('\n').find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? { uid: nobody, gid: nobody } : { uid: Number(uid), gid: Number(gid) };
}

/** False when our uid has no name: initdb refuses to work for such a user. */
export function hasName(passwd: string = readPasswd()): boolean {
  // macOS keeps its users elsewhere; there, everybody who can log in has a name.
  if (process.platform !== 'linux') return true;
  const uid = String(process.getuid?.());
  return passwd.split('\n').some((entry) => entry.split(':')[2] === uid);
}

/** True when the account may pass through every folder on the way to `path`, and read what is there. */
export function canReach(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    try {
      const { uid, gid, mode } = statSync(at);
      const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
      if (((mode >> shift) & 1) === 0) return false;
    } catch {
      // Not there yet: whoever creates it decides.
    }
  }
  return true;
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
