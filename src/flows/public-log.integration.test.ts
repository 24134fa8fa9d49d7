import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys, rotateKey, type Sequencer, startSequencer } from '#ground/ledger';
import type { Store } from '#ground/store';
import { testStore, type TestStore } from '../ground/store/testing.ts';
import { PublicLogError, publicLog } from './public-log.ts';

let store: TestStore;
let sequencer: Sequencer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-public-log-'));
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
});
afterAll(async () => {
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
});

/** The store, and how many of its system's transactions there were, in all and at most at once. */
function counting(): { store: Store; seen: { all: number; atOnce: number } } {
  const seen = { all: 0, atOnce: 0 };
  let now = 0;
  const counted: Store = {
    kind: store.kind,
    transaction: (tenant, run, options) => store.transaction(tenant, run, options),
    async system(run, options) {
      seen.all += 1;
      seen.atOnce = Math.max(seen.atOnce, ++now);
      try {
        return await store.system(run, options);
      } finally {
        now -= 1;
      }
    },
    health: () => store.health(),
    close: () => store.close(),
  };
  return { store: counted, seen };
}

describe('the public log', () => {
  it('asks the database for a tile once, however often it is read', async () => {
    const { store: counted, seen } = counting();
    const log = publicLog(counted);
    const first = await log.tile('tile/0/000.p/1', 1);
    for (let i = 0; i < 20; i++) expect(await log.tile('tile/0/000.p/1', 1)).toEqual(first);
    expect(first).toHaveLength(32);
    expect(seen.all).toBe(1);
  });

  it('takes two of the system’s connections at most, so that others always sign in', async () => {
    const { store: counted, seen } = counting();
    const log = publicLog(counted);
    const asked = Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0 ? log.checkpoint() : log.tile(`tile/0/${100 + i}`),
    );
    expect(await Promise.all([...asked, log.logs()])).toHaveLength(61);
    expect(seen.atOnce).toBe(2);
  });

  it('refuses those who would wait too long', async () => {
    const log = publicLog(counting().store);
    const answers = await Promise.allSettled(Array.from({ length: 600 }, () => log.checkpoint()));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(98);
    expect(refused.every(({ reason }) => reason instanceof PublicLogError)).toBe(true);
    expect(await log.checkpoint()).toContain('\n');
  });

  it('shows tiles of the log whose checkpoint it shows, also after a rotation', async () => {
    const log = publicLog(store);
    const before = await log.checkpoint();
    const tile = await log.tile('tile/entries/000.p/1');
    await rotateKey(store, openKeys(home));
    expect(await log.checkpoint()).not.toBe(before);
    expect(await log.tile('tile/entries/000.p/1')).not.toEqual(tile);
    expect(await log.tile('tile/entries/000.p/1', 1)).toEqual(tile);
    expect(await log.checkpoint(9)).toBeUndefined();
  });
});
