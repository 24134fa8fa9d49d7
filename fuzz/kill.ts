/**
 * Kills Node, PostgreSQL, or both, by SIGKILL while they write, and then compares: everything that was acknowledged is there;
 * notes and entries agree one to one; the log's tiles lead to its signed root; and every checkpoint that was ever published is
 * contained in the last one.
 *
 *     node fuzz/kill.ts [rounds of each, default 50] [node|postgres|both]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { consistencyProof, ledgerHealth, openKeys, readLogs, startSequencer } from '#ground/ledger';
import { openStore, type Store } from '#ground/store';
import { Client } from 'pg';
import { leafHash, openCheckpoint, parseVerifierKey, RootBuilder, utf8, verifyConsistency } from 'selvedge-verify';
import { commandOf, parentOf, serverProcesses } from '../src/ground/store/embedded/processes.ts';
import { serverAccount } from '../src/ground/store/embedded/account.ts';

export type Victim = 'node' | 'postgres' | 'both';

export interface KillReport {
  readonly victim: Victim;
  readonly rounds: number;
  readonly acknowledged: number;
  /** Committed without an answer, which is allowed, as long as note and entry agree. */
  readonly unacknowledged: number;
  readonly checkpoints: number;
  readonly seconds: number;
}

/** @throws Error that names the round and what was lost. */
export async function killRounds(victim: Victim, rounds: number): Promise<KillReport> {
  const home = mkdtempSync(join(tmpdir(), 'selvedge-kill-'));
  const started = performance.now();
  const acknowledged = new Map<string, Acknowledged>();
  const published = new Set<string>();
  let found = 0;
  try {
    await makeTable(home);
    for (let round = 0; round < rounds; round++) {
      try {
        await killOnce(home, victim, round, acknowledged, published);
        found = await compare(home, acknowledged, published);
      } catch (cause) {
        throw new Error(`${victim}, round ${round}: ${cause instanceof Error ? cause.message : String(cause)}`, {
          cause,
        });
      }
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return {
    victim,
    rounds,
    acknowledged: acknowledged.size,
    unacknowledged: found - acknowledged.size,
    checkpoints: published.size,
    seconds: (performance.now() - started) / 1000,
  };
}

interface Acknowledged {
  readonly note: string;
  readonly leafHash: string;
}

/** What the writer changes beside the log. */
async function makeTable(home: string): Promise<void> {
  const store = await openStore({ home });
  const client = new Client({
    host: join(home, 'run'),
    user: 'selvedge',
    database: 'selvedge',
    options: '-c search_path=selvedge',
  });
  await client.connect();
  await client.query(
    "create table kill_note (id text primary key, organisation text not null); select protect('kill_note'); grant select on kill_note to selvedge_system",
  );
  await client.end();
  await store.close();
}

async function killOnce(
  home: string,
  victim: Victim,
  round: number,
  acknowledged: Map<string, Acknowledged>,
  published: Set<string>,
): Promise<void> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'kill.writer.ts'), home], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  writer.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ready = Promise.withResolvers<void>();
  let said = 0;
  createInterface({ input: writer.stdout }).on('line', (line) => {
    const [word, ...rest] = line.split(' ');
    if (word === 'ready') ready.resolve();
    if (word === 'published') published.add(line.slice('published '.length));
    if (word !== 'ack') return;
    acknowledged.set(rest[0]!, { note: rest[1]!, leafHash: rest[2]! });
    said += 1;
  });
  const ended = new Promise<number | null>((done) => void writer.on('close', (code) => done(code)));
  // Every fifth time somewhere in the start: opening, recovering, migrating.
  if (round % 5 !== 4 || victim === 'postgres') await Promise.race([ready.promise, ended]);
  await sleep(20 + Math.random() * 250);
  await kill(home, victim, writer);
  if (victim === 'postgres') await goOn(writer, () => said);
  const code = await ended;
  if (code !== null && code !== 0) throw new Error(`the writer failed: ${complaint}`);
}

async function kill(home: string, victim: Victim, writer: ChildProcess): Promise<void> {
  const servers = serverProcesses(join(home, 'postgresql-18'), serverAccount());
  // By name, never by kinship alone: an orphan's parent may be anybody.
  const watchdogs = servers
    .map(parentOf)
    .filter((pid) => pid !== undefined && commandOf(pid).includes(`# selvedge watchdog of PID ${writer.pid}\n`));
  const targets = victim === 'node' ? [] : victim === 'postgres' ? servers : [...servers, ...new Set(watchdogs)];
  for (const pid of [...(victim === 'postgres' ? [] : [writer.pid!]), ...targets]) {
    try {
      process.kill(pid!, 'SIGKILL');
    } catch {
      // It ended by itself a moment ago.
    }
  }
}

/** The server comes back by itself, and writing goes on; then the writer is let go. */
async function goOn(writer: ChildProcess, said: () => number): Promise<void> {
  const before = said();
  for (let waited = 0; said() < before + 20; waited += 20) {
    if (waited > 20_000) throw new Error('writing did not go on within 20 s after PostgreSQL was killed');
    await sleep(20);
  }
  writer.stdin!.end();
}

/** Returns the number of entries. */
async function compare(
  home: string,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  published: ReadonlySet<string>,
): Promise<number> {
  const store = await openStore({ home });
  try {
    const sequencer = await startSequencer(store, openKeys(home));
    await sequencer.stop();
    const health = await ledgerHealth(store);
    if (!health.ok || health.waiting > 0) throw new Error(`the log is not healthy: ${JSON.stringify(health)}`);
    const entries = await compareState(store, acknowledged);
    await compareLog(store, acknowledged, published);
    return entries;
  } finally {
    await store.close();
  }
}

/** Notes and entries one to one, and all that was acknowledged among them. */
async function compareState(store: Store, acknowledged: ReadonlyMap<string, Acknowledged>): Promise<number> {
  const rows = await store.system((tx) =>
    tx.query<{ note: string | null; entry: string | null; body: string | null; placed: boolean }>(
      `select n.id as note, e.id as entry, e.body, p.id is not null as placed
       from kill_note n full join ledger_entry e on e.body = '{"note":"' || n.id || '"}' left join ledger_place p on p.id = e.id`,
    ),
  );
  const torn = rows.find(({ note, entry, placed }) => note === null || entry === null || !placed);
  if (torn !== undefined) throw new Error(`state and log do not agree: ${JSON.stringify(torn)}`);
  const kept = new Map(rows.map(({ entry, note }) => [entry, note]));
  const lost = [...acknowledged].find(([entry, { note }]) => kept.get(entry) !== note);
  if (lost !== undefined) throw new Error(`acknowledged and lost: ${JSON.stringify(lost)}`);
  return rows.length;
}

/** The leaves lead to the signed root, hold each acknowledged entry, and extend each published checkpoint. */
async function compareLog(
  store: Store,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  published: ReadonlySet<string>,
): Promise<void> {
  const [log, ...others] = await readLogs(store);
  if (log === undefined || others.length > 0)
    throw new Error(`one log was expected, there are ${others.length + (log === undefined ? 0 : 1)}`);
  const key = parseVerifierKey(log.key);
  const last = await openCheckpoint(log.checkpoint, key);
  const leaves = await store.system((tx) =>
    tx.query<{ leaf: string; at: number }>(
      'select leaf, entry_index::float8 as at from ledger_leaf order by entry_index',
    ),
  );
  if (leaves.some(({ at }, expected) => at !== expected) || leaves.length !== last.size)
    throw new Error('the log has a gap');
  const tree = new RootBuilder();
  const hashes = new Set<string>();
  for (const { leaf } of leaves) {
    const hash = leafHash(utf8(leaf));
    tree.add(hash);
    hashes.add(Buffer.from(hash).toString('base64'));
  }
  if (!Buffer.from(tree.root()).equals(last.root)) throw new Error('the leaves do not lead to the signed root');
  const unlogged = [...acknowledged.values()].find(({ leafHash: answered }) => !hashes.has(answered));
  if (unlogged !== undefined) throw new Error(`acknowledged, and not in the log: ${unlogged.note}`);
  for (const line of [...published].slice(-20)) {
    const earlier = await openCheckpoint(JSON.parse(line) as string, key);
    verifyConsistency({ from: earlier, to: last, proof: await consistencyProof(store, earlier.size, last.size) });
  }
}

if (import.meta.main) {
  const rounds = Number(process.argv[2] ?? 50);
  for (const victim of (['node', 'postgres', 'both'] as const).filter((name) => (process.argv[3] ?? name) === name)) {
    const { acknowledged, unacknowledged, checkpoints, seconds } = await killRounds(victim, rounds);
    process.stdout.write(
      `kill -9 ${victim}, ${rounds} times: ${acknowledged} acknowledged, none lost; ${unacknowledged} committed unanswered, whole; ${checkpoints} published checkpoints, none contradicted; ${seconds.toFixed(0)} s\n`,
    );
  }
}
