import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  append,
  inclusionProof,
  listEntries,
  openKeys,
  readCheckpoint,
  readEntry,
  readLogs,
  startSequencer,
} from '#ground/ledger';
import { type ActorId, type EntryId, newId, type OrganisationId, type ProjectId } from '#ground/model';
import { openStore, type Store } from '#ground/store';
import {
  leafHash,
  openCheckpoint,
  parseLeaf,
  parseVerifierKey,
  verifyCommitment,
  verifyInclusion,
} from 'selvedge-verify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, forEachStore } from '../ground/store/testing.ts';
import { backup, restore } from './backup.ts';

const organisation = newId<OrganisationId>('org');
const project = newId<ProjectId>('prj');
const actor = 'local:ada' as ActorId; // the pattern of ActorId
const folder = mkdtempSync(join(tmpdir(), 'selvedge-backup-'));
const file = join(folder, 'selvedge.backup');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const urlOf = (address: Awaited<ReturnType<typeof emptyDatabase>>) => {
  if (address.kind === 'url') return address.url;
  return `socket://${address.user}@${address.directory}?db=${address.database}`;
};

forEachStore((_open, engine) => {
  let home: string;
  let source: string;
  let store: Store;
  let first: EntryId;

  beforeAll(async () => {
    home = join(folder, engine);
    source = urlOf(await emptyDatabase(engine, true));
    store = await openStore({ url: source });
    const sequencer = await startSequencer(store, openKeys(home));
    first = (await record('kept, with\ttab, \\ and \n newline')).entry;
    await sequencer.waitFor(first);
    for (let n = 0; n < 300; n++) await record(`entry ${n}`);
    await sequencer.stop();
  });
  afterAll(() => store.close());

  const record = (words: string) =>
    store.transaction({ organisation }, (tx) =>
      append(tx, { type: 'test.noted', organisation, project, actor, body: { words } }),
    );

  test('[2:backup] A backup is one private file, made while others write, and holds every row that was committed before', async () => {
    const summary = await backup({ from: { url: source }, to: file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toMatch(/^selvedge-backup 1 \{/);
    expect(text).toContain('kept, with\\\\ttab');
    expect(text).not.toContain('PRIVATE KEY');
    expect(summary.rows).toBeGreaterThan(900);
  });

  test('[2:backup] A restored log begins a new origin, whose first entry names the last known checkpoint, and never signs under the old one', async () => {
    await backup({ from: { url: source }, to: file });
    const before = (await readLogs(store))[0]!;
    // The old log goes on after the backup was made: these sizes must never be signed again.
    const sequencer = await startSequencer(store, openKeys(home));
    await sequencer.waitFor((await record('after the backup')).entry);
    await sequencer.stop();

    // Even with the old private keys at hand.
    const newHome = join(folder, `${engine}-restored`);
    cpSync(home, newHome, { recursive: true });
    const into = { url: urlOf(await emptyDatabase(engine, false)) };
    const { log } = await restore({ from: file, into, home: newHome });
    expect(log.origin).not.toBe(before.origin);
    expect(log.key).not.toBe(before.key);
    expect(log.began.body).toMatchObject({
      reason: 'restore',
      previous: { origin: before.origin, key: before.key, checkpoint: before.checkpoint },
    });
    verifyCommitment(parseLeaf(Buffer.from(log.began.leaf)), Buffer.from(log.began.salt, 'base64'), log.began.body);

    const restored = await openStore(into);
    const next = await startSequencer(restored, openKeys(newHome));
    const { entry } = await restored.transaction({ organisation }, (tx) =>
      append(tx, { type: 'test.noted', organisation, actor, body: { words: 'in the new log' } }),
    );
    const index = await next.waitFor(entry);
    expect(index).toBe(1);
    const signed = await openCheckpoint(await readCheckpoint(restored), parseVerifierKey(log.key));
    expect(signed).toMatchObject({ origin: log.origin, size: 2 });
    verifyInclusion({
      leaf: leafHash(Buffer.from(log.began.leaf)),
      index: 0,
      size: 2,
      root: signed.root,
      proof: await inclusionProof(restored, 0, 2),
    });
    expect((await readLogs(restored))[0]).toMatchObject({ checkpoint: before.checkpoint, size: before.size });

    const kept = await restored.transaction({ organisation }, (tx) => readEntry(tx, first));
    expect(kept).toMatchObject({ body: { words: 'kept, with\ttab, \\ and \n newline' }, project, log: 1, index: 1 });
    const entries = await restored.transaction({ organisation }, (tx) => listEntries(tx, { limit: 1000 }));
    expect(entries).toHaveLength(302);
    await next.stop();
    await restored.close();
  });

  test('[2:backup] A database that was set back without restore is seen by its key, and begins a new origin too', async () => {
    await backup({ from: { url: source }, to: file });
    const other = join(folder, `${engine}-set-back`);
    const into = { url: urlOf(await emptyDatabase(engine, false)) };
    await restore({ from: file, into, home: other });
    const restored = await openStore(into);
    const keys = openKeys(other);
    const one = await startSequencer(restored, keys);
    await one.waitFor(
      (
        await restored.transaction({ organisation }, (tx) =>
          append(tx, { type: 'test.noted', organisation, actor, body: {} }),
        )
      ).entry,
    );
    await one.stop();
    const signed = (await readLogs(restored))[1]!;
    // As a copy of the data folder from before would have it.
    await restored.system(async (tx) => {
      await tx.query('delete from ledger_leaf where log = 2 and entry_index = 1');
      await tx.query('update ledger_tile set hashes = substring(hashes from 1 for 32) where log = 2');
      await tx.query('update ledger_log set size = 1 where log = 2');
    });
    await (await startSequencer(restored, keys)).stop();
    const logs = await readLogs(restored);
    expect(logs).toHaveLength(3);
    expect(logs[2]!.began.body).toMatchObject({ reason: 'set-back', previous: { origin: signed.origin } });
    await restored.close();
  });

  test('[2:backup] A store that has rows, and a file that was cut off or changed, are refused, and nothing is restored', async () => {
    await expect(restore({ from: file, into: { url: source }, home })).rejects.toMatchObject({ code: 'not-empty' });
    const whole = readFileSync(file);
    const bad = join(folder, 'bad.backup');
    const into = { url: urlOf(await emptyDatabase(engine, false)) };
    const attempt = (bytes: Buffer) => {
      writeFileSync(bad, bytes);
      return restore({ from: bad, into, home });
    };
    await expect(attempt(whole.subarray(0, whole.length >> 1))).rejects.toMatchObject({ code: 'bad-backup' });
    const text = gunzipSync(whole).toString('latin1');
    await expect(
      attempt(gzipSync(Buffer.from(text.replace('entry 17"', 'entry 18"'), 'latin1'))),
    ).rejects.toMatchObject({ code: 'bad-backup' });
    await expect(attempt(gzipSync(Buffer.from(text.slice(0, -200), 'latin1')))).rejects.toMatchObject({
      code: 'bad-backup',
    });
    await expect(attempt(gzipSync('selvedge-backup 2 {}\n'))).rejects.toThrow('version 2');
    await expect(attempt(gzipSync('table {"name":"ledger_log"}\n'))).rejects.toMatchObject({ code: 'bad-backup' });
    await expect(attempt(Buffer.from('nonsense'))).rejects.toMatchObject({ code: 'bad-backup' });
    await expect(restore({ from: join(folder, 'none'), into, home })).rejects.toMatchObject({ code: 'bad-backup' });
    const newer = text.replace('"name":"0001_foundation"', '"name":"0999_from_the_future"');
    await expect(attempt(gzipSync(Buffer.from(newer, 'latin1')))).rejects.toMatchObject({ code: 'newer-database' });
    const { log } = await restore({ from: file, into, home: join(folder, `${engine}-after-failures`) });
    expect(log.log).toBe(2);
  });

  test('A backup into a place that is not there is refused by name, and leaves nothing', async () => {
    await expect(backup({ from: { url: source }, to: join(folder, 'no', 'such', 'folder') })).rejects.toMatchObject({
      code: 'read-only',
    });
  });
});
