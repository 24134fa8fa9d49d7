import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tilePath, widthInTree } from 'selvedge-verify';
import { expect, test } from 'vitest';
import type { Store } from '#ground/store';
import { testStore } from '../store/testing.ts';
import { openKeys, readCheckpoint, readLogs, readTile, startSequencer } from './index.ts';

const source = resolve(import.meta.dirname, '../../../conformance/ledger');
const run = promisify(execFile);

test(
  '[2:ledger-conformance] Go’s own tlog client verifies checkpoints, inclusion and consistency of a log over three levels of tiles',
  { timeout: 180_000 },
  async ({ skip }) => {
    if (spawnSync('go', ['version']).status !== 0) throw skip('go is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'selvedge-conformance-'));
    const store = await testStore();
    try {
      const client = join(folder, 'client');
      const built = run('go', ['build', '-o', client, '.'], {
        cwd: source,
        env: { ...process.env, GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
      }).catch((error: { stderr: string }) => error.stderr);
      await grow(store, folder);
      const complaint = await built;
      if (
        typeof complaint === 'string' &&
        /dial tcp|no such host|i\/o timeout|module lookup disabled|proxyconnect/.test(complaint)
      )
        throw skip(`go cannot fetch golang.org/x/mod: ${complaint}`);
      expect(complaint).not.toBeTypeOf('string');
      const { stdout } = await run(client, [folder]);
      expect(stdout).toMatch(/^size 66001, \d{3} inclusions, \d{3} consistencies\n$/);
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

/** A log of 66,001 entries, with a checkpoint from when it had fewer, and all its tiles as files. */
async function grow(store: Store, folder: string): Promise<void> {
  const sequencer = await startSequencer(store, openKeys(join(folder, 'home')));
  await fill(store, 40_000);
  while (sizeOf(await readCheckpoint(store)) < 40_001) await new Promise((next) => setTimeout(next, 20));
  writeFileSync(join(folder, 'checkpoint.before'), await readCheckpoint(store));
  await fill(store, 26_000);
  while (sizeOf(await readCheckpoint(store)) < 66_001) await new Promise((next) => setTimeout(next, 20));
  await sequencer.stop();
  const [log] = await readLogs(store);
  writeFileSync(join(folder, 'vkey'), log!.key);
  writeFileSync(join(folder, 'checkpoint'), log!.checkpoint);
  for (let level = 0; level < 3; level++) {
    for (let index = 0; widthInTree(level, index, log!.size) > 0; index++) {
      const width = widthInTree(level, index, log!.size);
      await save(store, folder, tilePath({ kind: 'hashes', level, index, width }));
      if (level === 0) await save(store, folder, tilePath({ kind: 'entries', index, width }));
    }
  }
}

/** Leaves without bodies: what they say is nothing to a client of the log. */
function fill(store: Store, count: number): Promise<unknown> {
  return store.system((tx) =>
    tx.query(
      "insert into ledger_outbox (id, leaf) select gen_random_uuid()::text, 'entry ' || n || repeat('.', n % 300) from generate_series(1, $1::int) n",
      [count],
    ),
  );
}

async function save(store: Store, folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, (await readTile(store, path))!);
}

function sizeOf(checkpoint: string): number {
  return Number(checkpoint.split('\n', 2)[1]);
}
