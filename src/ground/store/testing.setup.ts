/**
 * Vitest's global setup of the integration tests: one embedded server for the whole run, without fsync, and, where there is
 * one, a served PostgreSQL: that of SELVEDGE_TEST_DATABASE_URL (its login must be allowed to create databases), else one
 * of our own from Debian's packages. In each a template database holds the migrated schema.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { type Address, clientConfig, otherDatabase } from './connection.ts';
import { serverAccount } from './embedded/account.ts';
import { watchdog } from './embedded/postmaster.ts';
import { startEmbedded } from './embedded/server.ts';
import { migrations } from './migrations.generated.ts';
import { connectStore } from './store.ts';

/** A server on which tests make databases, and the name of the database that they copy. */
export interface TestServer {
  /** Of the login that owns the databases. */
  readonly address: Address;
  /** Of a login that may create databases. */
  readonly admin: Address;
  readonly owner: string;
  readonly template: string;
}

export interface TestServers {
  readonly embedded: TestServer;
  /** Or why there is none. */
  readonly served: TestServer | string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServers: TestServers;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-test-'));
  chmodSync(folder, 0o755);
  const stops: (() => Promise<void>)[] = [];
  try {
    const [embedded, served] = await Promise.all([startOurs(folder, stops), findServed(folder, stops)]);
    project.provide('testServers', { embedded, served });
  } catch (error) {
    await stopAll(stops, folder);
    throw error;
  }
  return () => stopAll(stops, folder);
}

async function stopAll(stops: readonly (() => Promise<void>)[], folder: string): Promise<void> {
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function startOurs(folder: string, stops: (() => Promise<void>)[]): Promise<TestServer> {
  const server = await startEmbedded(join(folder, 'embedded'), { settings: ['fsync=off', 'max_connections=200'] });
  stops.push(() => server.stop());
  const admin = { ...otherDatabase(server.address, 'postgres'), user: 'postgres' } as Address;
  return withTemplate({ address: server.address, admin, owner: 'selvedge' }, 'embedded');
}

async function findServed(folder: string, stops: (() => Promise<void>)[]): Promise<TestServer | string> {
  const url = process.env['SELVEDGE_TEST_DATABASE_URL'];
  if (url !== undefined) {
    const address: Address = { kind: 'url', url };
    const server = await withTemplate(
      { address, admin: address, owner: decodeURIComponent(new URL(url).username) },
      'served',
    );
    stops.push(() => dropAll(address, server.template));
    return server;
  }
  const installed = '/usr/lib/postgresql';
  const major = existsSync(installed)
    ? readdirSync(installed)
        .filter((name) => Number(name) >= 15)
        .sort()
        .at(0)
    : undefined;
  if (major === undefined)
    return 'SELVEDGE_TEST_DATABASE_URL is not set, and no PostgreSQL 15 or later is installed in /usr/lib/postgresql';
  return startDebian(join(installed, major, 'bin'), join(folder, 'served'), stops);
}

/** A served PostgreSQL as a team would run it: over TCP, with a password, the login no superuser. */
async function startDebian(programs: string, folder: string, stops: (() => Promise<void>)[]): Promise<TestServer> {
  const account = serverAccount();
  mkdirSync(folder, { mode: 0o700 });
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const environment = { ...account, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...environment, encoding: 'utf8' },
  );
  if (made.status !== 0) return Promise.reject(new Error(`initdb failed: ${made.stderr}`));
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=200',
  ].flatMap((setting) => ['-c', setting]);
  const child = spawn(
    '/bin/sh',
    ['-c', watchdog, join(programs, 'postgres'), '-D', join(folder, 'data'), ...settings],
    {
      ...environment,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const ended = new Promise<void>((done) => void child.once('exit', () => done()));
  stops.push(async () => {
    child.stdin.end();
    await ended;
  });
  const admin: Address = { kind: 'url', url: `postgres://postgres@127.0.0.1:${port}/postgres` };
  await answers(admin);
  await query(admin, "create role team login password 'team' nosuperuser createrole");
  return withTemplate(
    { address: { kind: 'url', url: `postgres://team:team@127.0.0.1:${port}/postgres` }, admin, owner: 'team' },
    'served',
  );
}

async function withTemplate(server: Omit<TestServer, 'template'>, kind: 'embedded' | 'served'): Promise<TestServer> {
  const template = `selvedge_template_${randomBytes(6).toString('hex')}`;
  await query(server.admin, `create database ${template} owner ${server.owner} template template0`);
  const store = await connectStore(otherDatabase(server.address, template), { kind, migrations });
  await store.close();
  return { ...server, template };
}

async function answers(address: Address): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await query(address, 'select 1');
    } catch (error) {
      if (attempt > 400) throw error;
      await sleep(25);
    }
  }
}

/** The template, and the tests' copies of it: their names begin with its. */
async function dropAll(address: Address, template: string): Promise<void> {
  const client = new Client(clientConfig(address, 'owner'));
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [template],
    );
    // One that is in use (a vacuum, a test that was cut off) may refuse, and is left.
    for (const { name } of rows) await client.query(`drop database ${name}`).catch(() => undefined);
  } finally {
    await client.end();
  }
}

async function query(address: Address, sql: string): Promise<void> {
  const client = new Client(clientConfig(address, 'owner'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address === null || typeof address === 'string' ? fail(new Error('no port')) : done(address.port),
      );
    });
  });
}
