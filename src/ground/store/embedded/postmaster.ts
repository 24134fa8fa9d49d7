import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Address, clientConfig } from '../connection.ts';
import { StoreError } from '../errors.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { inUse } from './owner.ts';
import { type Places, socketName } from './places.ts';
import { commandOf, isAlive, parentOf, serverProcesses } from './processes.ts';

export interface LaunchPlan {
  readonly places: Places;
  readonly binaries: Binaries;
  /** The cluster's data directory. */
  readonly directory: string;
  readonly account: Account | undefined;
  readonly settings: readonly string[];
}

export interface Launched {
  /** Resolves when the server, or its watchdog, has ended. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** Durability is said on the command line, so that no file in the data folder can take it away. */
const settings = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
  'max_connections=120',
  'jit=off',
  // Parallel queries need more shared memory than a container's /dev/shm may have.
  'max_parallel_workers_per_gather=0',
  'min_wal_size=64MB',
  'max_wal_size=512MB',
  'logging_collector=off',
];

/**
 * A shell's script; $0 and $@ are the server and its arguments. Holds the reading end of a pipe from us. When we die, by SIGKILL too, the pipe ends and the server is told to stop (SIGINT: a
 * fast shutdown). When the server dies, it ends with the server's status, and we see that.
 */
export const watchdog = `exec 3<&0
"$0" "$@" 3<&- </dev/null &
server=$!
{ while read -r line; do :; done; kill -INT "$server"; } <&3 3<&- &
guard=$!
exec 3<&-
wait "$server"
status=$?
kill "$guard" 2>/dev/null
exit "$status"`;

/** Starts the server and waits until it takes connections, however long its recovery takes while it is alive. */
export async function launch(plan: LaunchPlan): Promise<Launched> {
  const log = openLog(plan.places.log);
  const began = statSync(plan.places.log).size;
  const args = [
    '-D',
    plan.directory,
    '-k',
    plan.places.sockets,
    ...[...settings, ...plan.settings].flatMap((setting) => ['-c', setting]),
  ];
  const child = spawn(
    '/bin/sh',
    ['-c', `# selvedge watchdog of PID ${process.pid}\n${watchdog}`, plan.binaries.postgres, ...args],
    {
      ...plan.account,
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', ...plan.binaries.environment },
      detached: true,
      stdio: ['pipe', log, log],
    },
  );
  closeSync(log);
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  holdLoosely(child);
  let hasEnded = false;
  void exited.then(() => (hasEnded = true));
  while (!(await isReady(plan))) {
    if (hasEnded) throw deathOf(plan, began);
    await sleep(15);
  }
  return { exited, stop: () => stop(plan, child, exited) };
}

/** The server must not keep a program alive that has nothing else to do. */
function holdLoosely(child: ChildProcess): void {
  child.unref();
  child.stdin?.on('error', () => undefined);
  // A pipe's writing end is a socket, which has unref; its declared type is any Writable.
  (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

async function isReady({ directory, places }: LaunchPlan): Promise<boolean> {
  const lines = postmasterLines(directory);
  if (lines[7]?.trim() !== 'ready') return false;
  const address: Address = {
    kind: 'socket',
    directory: places.sockets,
    port: 5432,
    database: 'postgres',
    user: 'postgres',
  };
  const client = new Client(clientConfig(address, 'owner'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === directory;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fast shutdown by the watchdog; a server that does not manage in 20 s is told to drop everything: its log recovers it. */
async function stop({ directory }: LaunchPlan, child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.ref();
  child.stdin?.end();
  const late = setTimeout(() => signal(postmasterOf(directory), 'SIGQUIT'), 20_000);
  await exited;
  clearTimeout(late);
}

/**
 * Sees that no process of an earlier server is left on the data directory, and drops the marks that it left. A server whose
 * program died is on its way out; one that lost its watchdog too is told to stop.
 *
 * @throws StoreError `in-use` when it belongs to somebody who is alive, or does not go.
 */
export async function clearRemains(plan: LaunchPlan): Promise<void> {
  const { directory, account, places } = plan;
  const began = Date.now();
  const steps: [after: number, signal: NodeJS.Signals][] = [
    [1500, 'SIGINT'],
    [10_000, 'SIGQUIT'],
  ];
  for (let found = serverProcesses(directory, account); found.length > 0; found = serverProcesses(directory, account)) {
    const postmaster = postmasterOf(directory);
    refuseLiving(plan, postmaster, found);
    const waited = Date.now() - began;
    if (waited > 20_000) throw inUse(places.home, postmaster ?? found[0]);
    if (steps[0] !== undefined && waited > steps[0][0]) signal(postmaster, steps.shift()![1]);
    await sleep(25);
  }
  // Safe only because no process has this data directory: PostgreSQL itself would trust a process id that came again.
  rmSync(join(directory, 'postmaster.pid'), { force: true });
  rmSync(join(places.sockets, `${socketName}.lock`), { force: true });
}

function refuseLiving({ places }: LaunchPlan, postmaster: number | undefined, found: readonly number[]): void {
  if (postmaster === undefined || !found.includes(postmaster)) return;
  const command = commandOf(postmaster);
  // A process on its way out has no command line any more, and its working directory for a moment longer.
  if (command === '') return;
  if (!command.includes(places.sockets)) throw inUse(places.home, postmaster);
  const parent = parentOf(postmaster);
  const owner = Number(/# selvedge watchdog of PID (\d+)/.exec(parent === undefined ? '' : commandOf(parent))?.[1]);
  const isOwned = owner > 0 && parent !== undefined && parentOf(parent) === owner && isAlive(owner);
  if (isOwned && owner !== process.pid) throw inUse(places.home, owner);
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, name);
  } catch {
    // It went by itself.
  }
}

function postmasterOf(directory: string): number | undefined {
  const pid = Number(postmasterLines(directory)[0]);
  return pid > 0 ? pid : undefined;
}

function postmasterLines(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** The server's log, begun anew when it has grown over 16 MB; the one before is kept beside it. */
function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 16 * 2 ** 20) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The server's last words since `began` bytes of its log, as an error. */
function deathOf({ places }: LaunchPlan, began: number): StoreError {
  const words = readFrom(places.log, began);
  const said = words.split('\n').filter((line) => /FATAL|PANIC|ERROR|error while loading/.test(line));
  const last = said.at(-1) ?? words.trim().split('\n').at(-1) ?? '';
  if (words.includes('No space left on device'))
    return new StoreError(
      'disk-full',
      `the disk of the data folder ${places.server} is full: ${last}\nFree some space and start again; nothing that was acknowledged is lost.`,
    );
  if (words.includes('Read-only file system'))
    return new StoreError('read-only', `the data folder ${places.server} cannot be written to: ${last}`);
  return new StoreError('unavailable', `the embedded database did not start: ${last}\nMore is in ${places.log}.`);
}

function readFrom(path: string, began: number): string {
  const size = statSync(path).size;
  const from = Math.max(began, size - 64 * 1024);
  const bytes = Buffer.alloc(Math.max(0, size - from));
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
  return bytes.toString();
}
