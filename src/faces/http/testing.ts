/** A server over a store of the test's own, and what a browser says to it. What it holds for a fault fails the tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import { testStore, type TestStore } from '../../ground/store/testing.ts';
import { type RunningServer, startServer } from './server.ts';

export let store: TestStore;
export let sequencer: Sequencer;
export let server: RunningServer;
export let home: string;
export let webRoot: string;
const faults: unknown[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-http-'));
  webRoot = join(home, 'web');
  mkdirSync(join(webRoot, 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Selvedge</title>');
  writeFileSync(join(webRoot, 'assets/page-abc123.js'), 'export {};');
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
  server = await start({});
});

afterAll(async () => {
  await server.close();
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
  expect(faults).toEqual([]);
});

export function start(more: Partial<Parameters<typeof startServer>[0]>): Promise<RunningServer> {
  return startServer({ store, sequencer, webRoot, home, port: 0, onFault: (error) => faults.push(error), ...more });
}

export const page = { 'x-selvedge-client': 'web' };

export async function signIn(to: RunningServer = server): Promise<string> {
  const link = new URL(await to.signInLink());
  const answer = await postToken(to, link.hash.slice(1));
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

export function postToken(to: RunningServer, token: string): Promise<Response> {
  return fetch(`${to.url}/api/v1/session`, {
    method: 'POST',
    headers: { ...page, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

export function ask(path: string, headers: Record<string, string> = {}, to: RunningServer = server): Promise<Response> {
  return fetch(`${to.url}${path}`, { headers });
}

export async function command(
  path: string,
  body: object,
  headers: Record<string, string>,
  method = 'POST',
): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { ...page, ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

export function entriesOf(type: string): Promise<{ body: string; actor: string }[]> {
  return store.system((tx) => tx.query('select body, actor from ledger_entry where type = $1 order by id', [type]));
}

export const project = 'prj_019aa000-0000-7000-8000-000000000001';

/** All rows of the tables that could hold a secret, as text. */
export async function everything(): Promise<string> {
  const rows = await store.system(async (tx) => [
    ...(await tx.query('select * from sign_in_link')),
    ...(await tx.query('select * from session')),
    ...(await tx.query('select * from token')),
    ...(await tx.query('select * from idempotency')),
    ...(await tx.query('select * from ledger_entry')),
  ]);
  return JSON.stringify(rows);
}
