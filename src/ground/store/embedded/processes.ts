import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Account } from './account.ts';

/** True for a process that runs; one that ended and was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return statOf(pid)?.state !== 'Z';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, in whatever unit the system has: equal for the same process, and unequal for the next with its id. */
export function startOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const { start } = statOf(pid) ?? { start: '' };
  return `${bootId()}/${start}`;
}

/** The process that started `pid`. */
export function parentOf(pid: number): number | undefined {
  if (process.platform === 'linux') return statOf(pid)?.parent;
  const parent = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
  return parent > 0 ? parent : undefined;
}

/** The command line, its arguments separated by NUL on Linux and by spaces elsewhere; empty when there is none to read. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * The processes of a server on this data directory. On Linux by their working directory, which every PostgreSQL process has
 * there, the children of a killed postmaster too; elsewhere by the postmaster's command line.
 */
export function serverProcesses(directory: string, account: Account | undefined): number[] {
  if (process.platform !== 'linux') return processesNaming(directory);
  const hidden: number[] = [];
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === directory;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EACCES') hidden.push(pid);
        return false;
      }
    });
  return hidden.length === 0 || account === undefined ? found : [...found, ...lookAs(account, directory)];
}

/** Root in a container without CAP_SYS_PTRACE may not read others' working directories; the account itself may read its own. */
function lookAs(account: Account, directory: string): number[] {
  const listing = spawnSync('/bin/sh', ['-c', 'ls -l /proc/[0-9]*/cwd 2>/dev/null'], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    encoding: 'utf8',
  }).stdout;
  return listing
    .split('\n')
    .filter((line) => line.endsWith(` -> ${directory}`))
    .flatMap((line) => /\/proc\/(\d+)\/cwd/.exec(line)?.[1] ?? [])
    .map(Number);
}

function processesNaming(directory: string): number[] {
  const listing = spawnSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).stdout;
  return listing
    .split('\n')
    .filter((line) => line.includes('postgres') && line.includes(`-D ${directory} `))
    .map((line) => Number.parseInt(line, 10));
}

function statOf(pid: number): { state: string; parent: number; start: string } | undefined {
  try {
    // The second field, the command's name, may hold spaces and brackets: count from its end (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
    return { state: fields[0]!, parent: Number(fields[1]), start: fields[19]! };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
