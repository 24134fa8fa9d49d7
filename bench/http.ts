/**
 * The HTTP face's figures on the embedded store, client and server in one process: requests per second with 32 at once, against
 * a route that asks nothing of the database in the same run.
 *
 *     node bench/http.ts [seconds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openKeys, startSequencer } from '#ground/ledger';
import { openStore } from '#ground/store';
import { startServer } from '#faces/http';

const seconds = Number(process.argv[2] ?? 3);
const atOnce = 32;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const project = 'prj_019aa000-0000-7000-8000-000000000001';

const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const store = await openStore({ home });
const sequencer = await startSequencer(store, openKeys(home));
const limits = { actor: 1e9, address: 1e9 };
const server = await startServer({ store, sequencer, home, webRoot: join(home, 'web'), port: 0, limits });
try {
  const cookie = await signIn();
  const page = { cookie, 'x-selvedge-client': 'bench' };
  const subject = JSON.stringify({ project, kind: 'repository', identity: project, name: 'shop' });
  const json = { ...page, 'content-type': 'application/json' };
  const bare = await rate('GET', '/api/v1/openapi.json', {});
  say('a document from memory (124 kB)', bare, bare);
  say('session.who: session, policies, one query', await rate('GET', '/api/v1/session', page), bare);
  say('subjects.list', await rate('GET', '/api/v1/subjects', page), bare);
  say(
    'subjects.register: a command with its entry, durable',
    await rate('POST', '/api/v1/subjects', json, subject),
    bare,
  );
} finally {
  agent.destroy();
  await server.close();
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true, force: true });
}

async function signIn(): Promise<string> {
  const token = new URL(await server.signInLink()).hash.slice(1);
  const answer = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-selvedge-client': 'bench' },
    body: JSON.stringify({ token }),
  });
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

async function rate(method: string, path: string, headers: Record<string, string>, body?: string): Promise<number> {
  await during(0.5, () => once(method, path, headers, body));
  return during(seconds, () => once(method, path, headers, body));
}

async function during(limit: number, run: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  const until = begun + limit * 1000;
  let count = 0;
  const worker = async (): Promise<void> => {
    for (; performance.now() < until; count++) await run();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (count * 1000) / (performance.now() - begun);
}

function once(method: string, path: string, headers: Record<string, string>, body?: string): Promise<void> {
  return new Promise((done, fail) => {
    const call = request({ agent, port: server.port, host: '127.0.0.1', method, path, headers }, (answer) => {
      if (answer.statusCode !== 200) fail(new Error(`${path}: HTTP ${answer.statusCode}`));
      answer.resume().once('end', done);
    });
    call.once('error', fail).end(body);
  });
}

function say(what: string, perSecond: number, bare: number): void {
  process.stdout.write(
    `${what}: ${perSecond.toFixed(0)} per second (${(perSecond / bare).toFixed(2)} of a document from memory)\n`,
  );
}
