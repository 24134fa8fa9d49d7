import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type OrganisationId } from '#ground/model';
import { assetPath } from '#ground/places';
import { openStore, type Store, StoreError } from '../index.ts';
import { canReach, serverAccount } from './account.ts';
import { packedName } from './packed.ts';
import { commandOf, isAlive, serverProcesses } from './processes.ts';

const organisation = newId<OrganisationId>('org');
const folder = mkdtempSync(join(tmpdir(), 'selvedge-embedded-'));
const isRoot = process.getuid?.() === 0;

/** A home with an initialised cluster: copying one is quicker than making one. */
const seed = join(folder, 'seed');

beforeAll(async () => {
  chmodSync(folder, 0o755);
  await (await openStore({ home: seed })).close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test('[2:store-faults] A second start on one data folder is refused, naming the process that has it', async () => {
  const home = homeOf('shared');
  const other = await openElsewhere(home);
  await expect(openStore({ home })).rejects.toMatchObject({
    code: 'in-use',
    pid: other.pid,
    message: expect.stringContaining(`PID ${other.pid}`) as string,
  });
  other.kill('SIGTERM');
  await gone(home);
});

test('What was written is there at the next start, which takes over the mark of a process that died', async () => {
  const home = homeOf('again');
  const first = await openStore({ home });
  await write(first, 'kept');
  await first.close();
  expect(existsSync(join(home, 'owner.json'))).toBe(false);
  writeFileSync(join(home, 'owner.json'), JSON.stringify({ pid: 2 ** 22 + 1, start: 'long ago' }));
  const second = await openStore({ home });
  expect(await read(second)).toEqual(['kept']);
  await second.close();
});

test('[2:kill] When its program is killed, the server ends by itself', async () => {
  const home = homeOf('orphaned');
  const other = await openElsewhere(home);
  expect(serversOf(home).length).toBeGreaterThan(0);
  other.kill('SIGKILL');
  await gone(home);
});

test('[2:kill] A server that lost its program and its watchdog is stopped by the next start', async () => {
  const home = homeOf('lost');
  const other = await openElsewhere(home);
  other.kill('SIGSTOP');
  for (const pid of watchdogsOf(other.pid!)) process.kill(pid, 'SIGKILL');
  other.kill('SIGKILL');
  await sleep(200);
  expect(serversOf(home).length).toBeGreaterThan(0);
  const store = await openStore({ home });
  await write(store, 'after the orphan');
  expect(await read(store)).toEqual(['after the orphan']);
  await store.close();
});

test('A home whose path is too long for a socket works, with its socket elsewhere, in a folder of our own', async () => {
  const home = homeOf('a'.repeat(60), 'b'.repeat(60));
  rmSync(join(home, 'run'), { recursive: true });
  const store = await openStore({ home });
  expect((await store.health()).ok).toBe(true);
  expect(existsSync(join(home, 'run'))).toBe(false);
  await store.close();
});

test('[2:store-faults] A home that cannot be written to, or is no folder, is refused by name, with what to do', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(openStore({ home: file })).rejects.toMatchObject({
    code: 'read-only',
    message: expect.stringMatching(/is not a folder[^]*SELVEDGE_DATA_HOME/) as string,
  });
  // Root may write everywhere but into the kernel's own tree.
  const closed = isRoot ? '/sys/selvedge' : join(folder, 'closed', 'home');
  if (!isRoot) mkdirSync(join(folder, 'closed'), { mode: 0o555 });
  await expect(openStore({ home: closed })).rejects.toMatchObject({
    code: 'read-only',
    message: expect.stringMatching(/cannot be written to[^]*SELVEDGE_DATA_HOME/) as string,
  });
});

test('A data folder of another major version is refused by name', async () => {
  const home = join(folder, 'newer');
  mkdirSync(join(home, 'postgresql-99'), { recursive: true });
  await expect(openStore({ home })).rejects.toMatchObject({
    code: 'newer-database',
    message: expect.stringContaining('PostgreSQL 99') as string,
  });
  renameSync(join(home, 'postgresql-99'), join(home, 'postgresql-12'));
  await expect(openStore({ home })).rejects.toMatchObject({
    code: 'unsupported-server',
    message: expect.stringContaining('backup') as string,
  });
});

test('An initialisation that was cut off is begun anew', async () => {
  const home = join(folder, 'cut');
  mkdirSync(join(home, 'postgresql-18.tmp', 'base'), { recursive: true });
  const store = await openStore({ home });
  expect((await store.health()).version).toMatch(/^18\./);
  expect(readdirSync(home)).not.toContain('postgresql-18.tmp');
  await store.close();
});

test.runIf(isRoot)(
  'A user id without a name, as containers have it, gets its cluster from what the build has prepared',
  async ({ skip }) => {
    if (!existsSync(assetPath(packedName('18')))) throw skip('npm run build has not run');
    const account = { uid: 54_321, gid: 54_321 };
    if (![import.meta.dirname, process.execPath].every((path) => canReach(path, account)))
      throw skip('other users cannot reach this folder');
    const home = join(folder, 'nameless');
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, account.uid, account.gid);
    const child = await openElsewhere(home, account);
    expect(statSync(join(home, 'postgresql-18')).uid).toBe(account.uid);
    child.kill('SIGTERM');
    await gone(home);
  },
);

test.runIf(isRoot)(
  'As root, the server runs as another user; when that user cannot reach the home, its files lie elsewhere, and stay there',
  async () => {
    const closed = mkdtempSync(join(tmpdir(), 'selvedge-closed-'));
    const home = join(closed, 'home');
    const store = await openStore({ home });
    await write(store, 'reached');
    await store.close();
    const place = readFileSync(join(home, 'database-location'), 'utf8').trim();
    try {
      expect(existsSync(join(home, 'postgresql-18'))).toBe(false);
      const data = statSync(join(place, 'postgresql-18'));
      expect([data.uid, data.gid, data.mode & 0o777]).toEqual([serverAccount()!.uid, serverAccount()!.gid, 0o700]);

      const moved = join(closed, 'moved');
      renameSync(home, moved);
      chmodSync(closed, 0o755);
      const again = await openStore({ home: moved });
      expect(await read(again)).toEqual(['reached']);
      await again.close();
      rmSync(place, { recursive: true });
      await expect(openStore({ home: moved })).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining(place) as string,
      });
    } finally {
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
      rmSync(closed, { recursive: true });
    }
  },
);

test.runIf(isRoot)(
  '[2:store-faults] On a full disk writes are refused with what to do, nothing acknowledged is lost, and with space again it goes on',
  async ({ skip }) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', disk]).status !== 0)
      throw skip('a small disk cannot be mounted here');
    const ballast = join(disk, 'ballast');
    try {
      chmodSync(disk, 0o755);
      const store = await openStore({ home: join(disk, 'home') });
      await write(store, 'before');
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M']);
      const error = await fillUp(store);
      expect(error).toBeInstanceOf(StoreError);
      expect(['disk-full', 'connection-lost', 'outcome-unknown', 'unavailable']).toContain((error as StoreError).code);
      rmSync(ballast);
      await goesOn(store);
      await store.close();
      const again = await openStore({ home: join(disk, 'home') });
      expect(await read(again)).toEqual(expect.arrayContaining(['before', 'with space again']));
      await write(again, 'after');
      await again.close();
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M']);
      await expect(openStore({ home: join(disk, 'home') })).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining('Free some space') as string,
      });
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  },
);

/** Without a restart of ours. */
async function goesOn(store: Store): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    try {
      return void (await write(store, 'with space again'));
    } catch (error) {
      if (waited > 20_000) throw error;
      await sleep(100);
    }
  }
}

/** Writes large rows until the disk refuses; returns the refusal. */
async function fillUp(store: Store): Promise<unknown> {
  for (let n = 0; n < 400; n++) {
    try {
      await write(store, `${n}${Buffer.alloc(500_000, `${Math.random()}`).toString('base64')}`);
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

function homeOf(...names: string[]): string {
  const home = join(folder, ...names);
  mkdirSync(join(home, '..'), { recursive: true, mode: 0o755 });
  spawnSync('cp', ['-a', seed, home]);
  return home;
}

/** Any tenant table of the schema will do. */
function write(store: Store, words: string): Promise<unknown> {
  return store.transaction({ organisation }, (tx) =>
    tx.query(
      "insert into ledger_entry (id, organisation, type, actor, time, body, salt) values ($1, $2, 'test', 'test', now(), $3, '')",
      [newId('ent'), organisation, words],
    ),
  );
}

async function read(store: Store): Promise<string[]> {
  const rows = await store.transaction({ organisation }, (tx) =>
    tx.query<{ body: string }>('select body from ledger_entry order by id'),
  );
  return rows.map(({ body }) => body);
}

/** Another process that opens the store and keeps it. */
async function openElsewhere(home: string, account: { uid?: number; gid?: number } = {}) {
  const program = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../index.ts'))}; await openStore({ home: ${JSON.stringify(home)} }); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: process.cwd(),
  });
  await new Promise<void>((done, fail) => {
    child.stdout.once('data', () => done());
    child.once('exit', (code) => fail(new Error(`it ended with ${code}`)));
  });
  return child;
}

function serversOf(home: string): number[] {
  return serverProcesses(join(home, 'postgresql-18'), serverAccount());
}

/** The watchdog's shell, and the guard that it forked. */
function watchdogsOf(owner: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandOf(pid).includes(`# selvedge watchdog of PID ${owner}\n`));
}

async function gone(home: string): Promise<void> {
  for (let waited = 0; serversOf(home).some(isAlive); waited += 25) {
    if (waited > 10_000) throw new Error('the server is still there after 10 s');
    await sleep(25);
  }
}
