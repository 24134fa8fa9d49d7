/**
 * The ledger's figures on the embedded store: durable single appends under 64 concurrent writers (a whole tenant transaction
 * with body and outbox row, committed before its writer's next), against bare one-row autocommits by 64 connections in the
 * same run; the time from a commit to a published place; and proofs in a log of a million entries.
 *
 *     node bench/ledger.ts [seconds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { append, consistencyProof, inclusionProof, openKeys, startSequencer } from '#ground/ledger';
import { type ActorId, newId, type OrganisationId } from '#ground/model';
import { openStore, type Store } from '#ground/store';
import { Pool } from 'pg';
import { leafHash, rootFromTiles, verifyConsistency, verifyInclusion } from 'selvedge-verify';
import { insertLog, selectTiles, type TileRow, upsertTiles } from '../src/ground/ledger/store.ts';
import { RightEdge } from '../src/ground/ledger/tree.ts';

const writers = 64;
const seconds = Number(process.argv[2] ?? 4);
const organisation = newId<OrganisationId>('org');
const actor = 'local:bench' as ActorId; // the pattern of ActorId
const million = 1_000_000;

const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const store = await openStore({ home, connections: Number(process.env['CONNECTIONS'] ?? 50) });
try {
  await appends();
  await proofs();
} finally {
  await store.close();
  rmSync(home, { recursive: true, force: true });
}

async function appends(): Promise<void> {
  const sequencer = await startSequencer(store, openKeys(home));
  await commits(1, appendOne);
  const before = await bareCommits();
  const rate = await commits(seconds, appendOne);
  const after = await bareCommits();
  const baseline = (before + after) / 2;
  say(`bare one-row autocommits, ${writers} connections: ${baseline.toFixed(0)} per second`);
  say(
    `durable single appends, ${writers} writers, sequencer running: ${rate.toFixed(0)} per second (at least 2,000: ${rate >= 2000 ? 'met' : 'MISSED'})`,
  );
  say(`ratio: ${(rate / baseline).toFixed(2)} of bare autocommits`);
  const drained = await timed(async () => sequencer.waitFor((await appendOne()).entry, 60_000));
  const single = await timed(async () => sequencer.waitFor((await appendOne()).entry));
  say(
    `from append to published place: ${single.toFixed(0)} ms when idle, ${drained.toFixed(0)} ms right after the run`,
  );
  await sequencer.stop();
}

/** What disk, server and driver can do together: one statement, committed by itself, on connections of its own. */
async function bareCommits(): Promise<number> {
  const pool = new Pool({ host: join(home, 'run'), user: 'selvedge', database: 'selvedge', max: writers });
  try {
    await pool.query('create table if not exists selvedge.bare (id text primary key, words text)');
    return await commits(seconds / 2, () =>
      pool.query("insert into selvedge.bare values ($1, 'a row')", [newId('row')]),
    );
  } finally {
    await pool.end();
  }
}

function appendOne() {
  const body = {
    input: {
      finding: 'fnd_0123456789abcdef0123456789abcdef',
      reason: 'a reason of the usual length',
      until: '2026-12-31T00:00:00.000Z',
    },
  };
  return store.transaction({ organisation }, (tx) =>
    append(tx, { type: 'exceptions.accept', organisation, actor, body }),
  );
}

async function commits(duration: number, run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const end = started + duration * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() < end) {
        await run();
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

async function proofs(): Promise<void> {
  const log = await growLog(store);
  const root = await rootOf(log, million);
  const times: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const index = Math.floor((turn * 7919 * 631) % million);
    const from = index + 1;
    const started = performance.now();
    const inclusion = await inclusionProof(store, index, million);
    const middle = performance.now();
    const consistency = await consistencyProof(store, from, million);
    times.push(middle - started, performance.now() - middle);
    if (turn % 50 !== 0) continue;
    verifyInclusion({ leaf: leafHash(Buffer.from(leafAt(index))), index, size: million, root, proof: inclusion });
    verifyConsistency({
      from: { size: from, root: await rootOf(log, from) },
      to: { size: million, root },
      proof: consistency,
    });
  }
  times.sort((a, b) => a - b);
  const [median, late, worst] = [0.5, 0.99, 1].map((share) => times[Math.ceil(times.length * share) - 1]!);
  say(
    `inclusion and consistency proofs at ${million.toLocaleString('en')} entries: median ${median!.toFixed(2)} ms, 99 % under ${late!.toFixed(2)} ms, worst ${worst!.toFixed(2)} ms (under 5 ms: ${late! < 5 ? 'met' : 'MISSED'})`,
  );
}

function leafAt(index: number): string {
  return `entry ${index}`;
}

/** The tiles of a log of a million entries; its leaves are not needed for proofs. */
async function growLog(to: Store): Promise<number> {
  const edge = RightEdge.empty();
  const log = 1000;
  await to.system(async (tx) => {
    const unused = {
      checkpoint: '',
      beganBody: '{}',
      beganSalt: Buffer.alloc(32),
      beganAt: new Date().toISOString() as never,
    };
    await insertLog(
      tx,
      { log, origin: 'bench', key: 'bench', size: million, root: Buffer.alloc(32), ...unused },
      leafAt(0),
    );
    for (let index = 0; index < million; index++) {
      edge.append(leafAt(index));
      if (index % 50_000 === 49_999) await upsertTiles(tx, log, edge.takeTiles());
    }
  });
  return log;
}

function rootOf(log: number, size: number): Promise<Uint8Array> {
  return store.system((tx) =>
    rootFromTiles(size, async (level, index, width) => cut(await selectTiles(tx, log, [{ level, index }]), width)),
  );
}

function cut([tile]: readonly TileRow[], width: number): Uint8Array {
  return tile!.hashes.subarray(0, width * 32);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
