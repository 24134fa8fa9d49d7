import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import { digestBytes, now } from '#ground/model';
import { testStore, type TestStore } from '../../ground/store/testing.ts';
import { type RunningServer, startServer } from './server.ts';

let store: TestStore;
let sequencer: Sequencer;
let server: RunningServer;
let home: string;
let webRoot: string;
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

function start(more: Partial<Parameters<typeof startServer>[0]>): Promise<RunningServer> {
  return startServer({ store, sequencer, webRoot, home, port: 0, onFault: (error) => faults.push(error), ...more });
}

const page = { 'x-selvedge-client': 'web' };

async function signIn(to: RunningServer = server): Promise<string> {
  const link = new URL(await to.signInLink());
  const answer = await postToken(to, link.hash.slice(1));
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

function postToken(to: RunningServer, token: string): Promise<Response> {
  return fetch(`${to.url}/api/v1/session`, {
    method: 'POST',
    headers: { ...page, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

function ask(path: string, headers: Record<string, string> = {}, to: RunningServer = server): Promise<Response> {
  return fetch(`${to.url}${path}`, { headers });
}

async function command(
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

async function tokenFor(cookie: string, input: object): Promise<string> {
  const answer = await command('/tokens', input, { cookie });
  const { result } = (await answer.json()) as { result: { token: string } };
  return result.token;
}

function entriesOf(type: string): Promise<{ body: string; actor: string }[]> {
  return store.system((tx) => tx.query('select body, actor from ledger_entry where type = $1 order by id', [type]));
}

const project = 'prj_019aa000-0000-7000-8000-000000000001';

describe('a one-time link', () => {
  it('signs its person in once, by a cookie that no script can read [2:one-time-link]', async () => {
    const link = new URL(await server.signInLink());
    expect(link.pathname).toBe('/sign-in');
    const first = await postToken(server, link.hash.slice(1));
    const again = await postToken(server, link.hash.slice(1));

    expect(first.headers.get('set-cookie')).toMatch(
      new RegExp(`^selvedge-${server.port}=[0-9A-Za-z]{43}; Max-Age=6\\d{5}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(again.status).toBe(401);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect(await again.json()).toMatchObject({ code: 'link-not-valid', remedy: expect.any(String) as string });
  });

  it('spent by eight at once lets one in', async () => {
    const token = new URL(await server.signInLink()).hash.slice(1);
    const answers = await Promise.all(Array.from({ length: 8 }, () => postToken(server, token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('and the session are kept as hashes alone', async () => {
    const token = new URL(await server.signInLink()).hash.slice(1);
    const cookie = (await postToken(server, token)).headers.get('set-cookie')?.split(/[=;]/)[1] ?? '';
    const text = await everything();
    expect(text).not.toContain(token);
    expect(text).not.toContain(cookie);
  });

  it('expires after ten minutes', async () => {
    const token = new URL(await server.signInLink()).hash.slice(1);
    await store.system((tx) =>
      tx.query("update sign_in_link set expires_at = now() - interval '1 second' where used_at is null"),
    );
    expect((await postToken(server, token)).status).toBe(401);
  });

  it('is an entry when it is made, when it signs in, and when the session ends', async () => {
    const cookie = await signIn();
    const out = await command('/session', {}, { cookie }, 'DELETE');
    expect(out.status).toBe(200);
    expect((await ask('/api/v1/session', { cookie })).status).toBe(401);
    expect((await entriesOf('people.link')).length).toBeGreaterThan(0);
    expect((await entriesOf('session.began')).length).toBeGreaterThan(0);
    expect((await entriesOf('session.ended')).at(-1)?.actor).toBe(server.owner);
  });
});

/** All rows of the tables that could hold a secret, as text. */
async function everything(): Promise<string> {
  const rows = await store.system(async (tx) => [
    ...(await tx.query('select * from sign_in_link')),
    ...(await tx.query('select * from session')),
    ...(await tx.query('select * from token')),
    ...(await tx.query('select * from idempotency')),
    ...(await tx.query('select * from ledger_entry')),
  ]);
  return JSON.stringify(rows);
}

function setSessions(sql: string): Promise<unknown> {
  return store.system((tx) => tx.query(`update session set ${sql}`));
}

describe('a session', () => {
  it('ends when it was idle for twelve hours, and after seven days in any case', async () => {
    const cookie = await signIn();
    await setSessions("seen_at = now() - interval '11 hours 59 minutes'");
    expect((await ask('/api/v1/session', { cookie })).status).toBe(200);
    await setSessions("seen_at = now() - interval '12 hours 1 minute'");
    expect((await ask('/api/v1/session', { cookie })).status).toBe(401);
    await setSessions("seen_at = now(), expires_at = now() - interval '1 second'");
    expect((await ask('/api/v1/session', { cookie })).status).toBe(401);
  });

  it('says who is signed in', async () => {
    const answer = await ask('/api/v1/session', { cookie: await signIn() });
    expect(await answer.json()).toMatchObject({
      actor: { id: server.owner, kind: 'person', roles: ['owner'] },
      project: null,
    });
  });
});

describe('a request that a page of another origin made the browser send [2:csrf]', () => {
  it.each([
    ['without the header that only our page sets', { 'x-selvedge-client': undefined }],
    ['from another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['from another port of this machine, as the browser says', { 'sec-fetch-site': 'same-site' }],
    ['with another Origin', { origin: 'https://evil.example' }],
    ['with the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['with an opaque Origin', { origin: 'null' }],
  ])('is refused: %s', async (_, change) => {
    const cookie = await signIn();
    const headers = { 'content-type': 'application/json', cookie, ...page, ...change };
    const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >;
    const body = JSON.stringify({ project, kind: 'repository', identity: project, name: 'x' });
    const answer = await fetch(`${server.url}/api/v1/subjects`, { method: 'POST', headers: present, body });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'forbidden-origin' });
  });

  it('is refused for sign-in too, so that nobody is signed in as somebody else', async () => {
    const token = new URL(await server.signInLink()).hash.slice(1);
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { ...page, 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(403);
    expect((await postToken(server, token)).status).toBe(200);
  });

  it('cannot read: no answer allows another origin', async () => {
    const answer = await ask('/api/v1/session', { cookie: await signIn(), origin: 'https://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${server.url}/api/v1/subjects`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    expect(preflight.status).toBe(404);
  });
});

describe('the host name', () => {
  it.each(['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.', '[::2]', ''])(
    '%j is refused, so that a name that is made to resolve to 127.0.0.1 reads nothing [2:dns-rebinding]',
    async (host) => {
      for (const path of ['/checkpoint', '/api/v1/session', '/', '/healthz'])
        expect(await statusUnderHost(host, path)).toBe(421);
    },
  );

  it.each(['localhost', '127.0.0.1:99', '[::1]:4747'])('%s is ours', async (host) => {
    expect(await statusUnderHost(host, '/checkpoint')).toBe(200);
  });
});

/** fetch does not let us choose the Host header. */
async function statusUnderHost(host: string, path: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port: server.port, path, headers: { host }, setHost: false }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    })
      .on('error', fail)
      .end();
  });
}

describe('a token', () => {
  it('does what its scopes say, in its project alone, until it is revoked [2:tokens]', async () => {
    const cookie = await signIn();
    const token = await tokenFor(cookie, { name: 'ci', scopes: ['submit', 'read'], project });
    const authorization = `Bearer ${token}`;
    expect(token).toMatch(/^slv_[0-9A-Za-z]{49}$/);

    const own = { project, kind: 'repository', identity: project, name: 'shop' };
    const other = { ...own, project: 'prj_019aa000-0000-7000-8000-000000000002' };
    expect((await command('/subjects', own, { authorization })).status).toBe(200);
    expect((await command('/subjects', other, { authorization })).status).toBe(403);
    expect((await command('/tokens', { name: 'more', scopes: ['read'] }, { authorization })).status).toBe(403);

    const list = (await (await ask('/api/v1/tokens', { cookie })).json()) as {
      items: { id: string; lastUsedAt: string | null }[];
    };
    const { id, lastUsedAt } = list.items.at(-1) ?? { id: '', lastUsedAt: null };
    expect(lastUsedAt).not.toBeNull();
    expect((await command(`/tokens/${id}/revocation`, {}, { cookie })).status).toBe(200);
    expect((await ask('/api/v1/subjects', { authorization })).status).toBe(401);
    expect(await everything()).not.toContain(token);
  });

  it('needs no page: it is not sent by a browser by itself', async () => {
    const token = await tokenFor(await signIn(), { name: 'ci', scopes: ['read'] });
    const answer = await ask('/api/v1/subjects', { authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
  });
});

describe('an invited person', () => {
  it('signs in with the link that the invitation made, and may do what their role says', async () => {
    const cookie = await signIn();
    const invited = await command('/people', { name: 'Ada', roles: ['developer'] }, { cookie });
    const { result } = (await invited.json()) as { result: { id: string; signIn: { path: string } } };
    const first = await postToken(server, result.signIn.path.split('#')[1] ?? '');
    const ada = { cookie: first.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };

    expect(await (await ask('/api/v1/session', ada)).json()).toMatchObject({
      actor: { id: result.id, name: 'Ada', roles: ['developer'] },
    });
    expect((await ask('/api/v1/findings', ada)).status).toBe(200);
    expect((await ask('/api/v1/tokens', ada)).status).toBe(403);
    const denied = await command('/tokens', { name: 'x', scopes: ['read'] }, ada);
    expect(await denied.json()).toMatchObject({
      code: 'denied',
      detail: expect.stringContaining('Ada (developer) may not do tokens.create') as string,
    });
    expect((await entriesOf('operation.denied')).at(-1)?.actor).toBe(result.id);

    const again = await command(`/people/${result.id}/links`, {}, { cookie });
    const link = (await again.json()) as { result: { signIn: { path: string } } };
    expect((await postToken(server, link.result.signIn.path.split('#')[1] ?? '')).status).toBe(200);
  });
});

describe('guessing', () => {
  it('is slowed after twenty bad credentials a minute, and locks out nobody whose own are good [2:brute-force]', async () => {
    const other = await start({});
    try {
      const cookie = await signIn(other);
      expect((await ask('/api/v1/session', { cookie }, other)).status).toBe(200);
      const guess = (i: number) =>
        ask('/api/v1/session', { authorization: `Bearer slv_${String(i).padStart(49, 'x')}` }, other);
      const statuses = [];
      for (let i = 0; i < 25; i++) statuses.push((await guess(i)).status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(20);
      const refused = await guess(99);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await postToken(other, 'x'.repeat(43))).status).toBe(429);
      expect((await ask('/api/v1/session', { cookie }, other)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe('the rate limit', () => {
  it('refuses an actor who asks too often, before the body is read, and says when to come back [2:rate-limit]', async () => {
    const other = await start({ limits: { actor: 5 } });
    try {
      const cookie = await signIn(other);
      const statuses = [];
      for (let i = 0; i < 7; i++) statuses.push((await ask('/api/v1/session', { cookie }, other)).status);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      const refused = await ask('/api/v1/session', { cookie }, other);
      expect(await refused.json()).toMatchObject({ code: 'too-many', status: 429 });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await other.close();
    }
  });
});

describe('what nobody signed in for', () => {
  it('is refused, and counted into one entry instead of one each', async () => {
    const other = await start({});
    for (let i = 0; i < 30; i++) expect((await ask('/api/v1/findings', {}, other)).status).toBe(401);
    const before = (await entriesOf('anonymous.denied')).length;
    await other.close();
    const entries = await entriesOf('anonymous.denied');
    expect(entries).toHaveLength(before + 1);
    expect(JSON.parse(entries.at(-1)?.body ?? '')).toMatchObject({ counts: { 'no-credentials': 30 } });
  });
});

describe('a problem', () => {
  it.each([
    ['no such address', '/api/v1/nothing', 404, 'no-such-route'],
    ['a bad query', '/api/v1/findings?limit=0', 400, 'invalid-input'],
    ['an unknown member of the query', '/api/v1/findings?colour=red', 400, 'invalid-input'],
    ['a bad member of the path', '/api/v1/findings/fnd_1', 400, 'invalid-input'],
    ['a cursor of another list', '/api/v1/findings?cursor=WyJhIl0', 400, 'invalid-input'],
    ['what is not there', `/api/v1/findings/fnd_${'0'.repeat(32)}`, 404, 'not-found'],
  ])('says what happened, to what, and what to do next: %s', async (_, path, status, code) => {
    const answer = await ask(path, { cookie: await signIn() });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as Record<string, string>;
    expect(problem).toMatchObject({ status, code, type: `https://selvedge.dev/problems/${code}` });
    for (const text of [problem['title'], problem['detail'], problem['remedy']]) expect(text).toMatch(/\w{3}/);
  });

  it.each([
    ['{', 'application/json', 400, 'not-json'],
    ['{"__proto__": {"admin": true}}', 'application/json', 400, 'not-json'],
    ['name=x', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    [`{"name": "${'x'.repeat(70_000)}"}`, 'application/json', 413, 'too-large'],
    ['['.repeat(30_000), 'application/json', 400, 'not-json'],
  ])('is the answer to a body that is none: %.20s', async (body, type, status, code) => {
    const cookie = await signIn();
    const answer = await fetch(`${server.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { ...page, cookie, 'content-type': type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });

  it('names the member that is wrong', async () => {
    const cookie = await signIn();
    const answer = await command('/tokens', { name: 'x', scopes: ['root'], more: 1 }, { cookie });
    const { issues } = (await answer.json()) as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path)).toEqual(['scopes.0', '']);
  });
});

describe('a command', () => {
  it('answers with its leaf hash in body and header, and with ?wait=proof with the proof', async () => {
    const cookie = await signIn();
    const answer = await command('/tokens?wait=proof', { name: 'x', scopes: ['read'] }, { cookie });
    const { entry } = (await answer.json()) as {
      entry: { id: string; leafHash: string; proof: { index: number; size: number; checkpoint: string } };
    };
    expect(answer.headers.get('x-selvedge-leaf')).toBe(entry.leafHash);
    expect(entry.proof.index).toBeLessThan(entry.proof.size);
    const read = (await (await ask(`/api/v1/log/entries/${entry.id}`, { cookie })).json()) as {
      leafHash: string;
      index: number;
    };
    expect(read).toMatchObject({ leafHash: entry.leafHash, index: entry.proof.index });
  });

  it('that is repeated with its Idempotency-Key is done once, and its secret is not shown again', async () => {
    const cookie = await signIn();
    const headers = { cookie, 'idempotency-key': '8b1c0a0e' };
    const first = await command('/tokens', { name: 'once', scopes: ['read'] }, headers);
    const again = await command('/tokens', { name: 'once', scopes: ['read'] }, headers);
    const [a, b] = [await first.json(), await again.json()] as { result: { id: string; token?: string } }[];
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(a?.result.id).toBe(b?.result.id);
    expect(b?.result.token).toBeUndefined();
    expect((await command('/tokens', { name: 'other', scopes: ['read'] }, headers)).status).toBe(422);
    expect(
      (await command('/tokens', { name: 'x', scopes: ['read'] }, { cookie, 'idempotency-key': 'a b' })).status,
    ).toBe(400);
  });
});

describe('large bodies', () => {
  it('are read two at a time, so that they cannot take all memory', async () => {
    const cookie = await signIn();
    const { request } = await import('node:http');
    const headers = { ...page, cookie, 'content-type': 'application/json', 'content-length': String(2 ** 21) };
    const begin = () => {
      const call = request({ host: '127.0.0.1', port: server.port, method: 'POST', path: '/api/v1/evidence', headers });
      call.on('error', () => undefined).write('{');
      return call;
    };
    const [first, second] = [begin(), begin()];
    await new Promise((done) => setTimeout(done, 300));
    const third = begin();
    const status = await new Promise((done) => third.once('response', ({ statusCode }) => done(statusCode)));
    expect(status).toBe(503);
    for (const call of [first, second, third]) call.destroy();
    await new Promise((done) => setTimeout(done, 300));
    const fourth = begin();
    const answered = await Promise.race([
      new Promise((done) => fourth.once('response', ({ statusCode }) => done(statusCode))),
      new Promise((done) => setTimeout(() => done('being read'), 500)),
    ]);
    expect(answered).toBe('being read');
    fourth.destroy();
  });
});

describe('the page', () => {
  it('is served with a policy that lets nothing foreign or inline run, and nothing that breaks plain HTTP [2:security-headers]', async () => {
    const answer = await ask('/', { accept: 'text/html' });
    expect(await answer.text()).toContain('<title>Selvedge</title>');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests|data:/);
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('answers every address that it routes by itself, and no other', async () => {
    for (const path of ['/findings/fnd_1?x=1', '/sign-in', '/log'])
      expect((await ask(path, { accept: 'text/html' })).status).toBe(200);
    for (const path of ['/api/v1/x', '/tile/x', '/assets/none.js', '/%2e%2e/%2e%2e/etc/passwd'])
      expect([400, 403, 404]).toContain(
        (await ask(path, { accept: path.startsWith('/%') ? '*/*' : 'text/html' })).status,
      );
    const asset = await ask('/assets/page-abc123.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });

  it('behind https gets a __Host- cookie and HSTS', async () => {
    const other = await start({ publicUrl: 'https://selvedge.example' });
    try {
      expect(await other.signInLink()).toMatch(/^https:\/\/selvedge\.example\/sign-in#/);
      const local = `http://127.0.0.1:${other.port}`;
      const token = new URL(await other.signInLink()).hash.slice(1);
      const headers = { ...page, 'content-type': 'application/json', origin: 'https://selvedge.example' };
      const answer = await fetch(`${local}/api/v1/session`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ token }),
      });
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-selvedge=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    } finally {
      await other.close();
    }
  });
});

describe('the log', () => {
  it('is read by everybody, at the addresses of its specification [2:log-over-http]', async () => {
    const checkpoint = await (await ask('/checkpoint')).text();
    const size = Number(checkpoint.split('\n')[1]);
    expect(size).toBeGreaterThan(1);
    expect(await (await ask('/vkey')).text()).toMatch(new RegExp(`^${checkpoint.split('\n')[0]}\\+[0-9a-f]{8}\\+`));
    const tile = await ask(`/tile/0/000.p/${size}`);
    expect((await tile.arrayBuffer()).byteLength).toBe(size * 32);
    expect(tile.headers.get('content-type')).toBe('application/octet-stream');
    expect((await ask(`/tile/entries/000.p/${size}`)).status).toBe(200);
    expect((await ask(`/tile/0/000.p/${size + 1000}`)).status).toBe(404);
    expect((await ask('/tile/../keys')).status).toBe(404);
    expect((await ask('/logs/1/checkpoint')).status).toBe(200);
    expect((await ask('/logs/7/checkpoint')).status).toBe(404);
  });

  it('is part of the health', async () => {
    expect(await (await ask('/healthz')).json()).toMatchObject({ ok: true, problems: [] });
  });
});

describe('a port', () => {
  it('that is in use is a clear error [2:port-in-use]', async () => {
    await expect(start({ port: server.port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`port ${server.port} on 127.0.0.1 is used by another program`) as string,
    });
  });

  it('is the next free one when none was asked for', async () => {
    const blocker = createServer().listen(4747, '127.0.0.1');
    await new Promise((done) => blocker.once('listening', done).once('error', done));
    const { port: _, ...options } = { store, sequencer, webRoot, home, port: 0 };
    const other = await startServer(options);
    expect(other.port).toBeGreaterThan(4747);
    await other.close();
    blocker.close();
  });
});

describe('the OpenAPI document', () => {
  it('is 3.1 and lists every operation', async () => {
    const document = (await (await ask('/api/v1/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(ids).toContain('evidence.submit');
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('evidence that is larger than a small body', () => {
  it('is accepted where the operation says so', async () => {
    const cookie = await signIn();
    const subject = (
      (await (
        await command('/subjects', { project, kind: 'repository', identity: project, name: 'shop' }, { cookie })
      ).json()) as { result: { id: string } }
    ).result.id;
    const scope = {
      analyzers: [{ id: 'secrets', digest: digestBytes('x') }],
      rules: { digest: digestBytes('y'), count: 1 },
      source: 'working-tree',
      coverage: { kind: 'everything' },
      files: 1,
      bytes: 1,
      notLookedAt: Array.from({ length: 1000 }, (_, i) => ({
        path: `a/rather/long/path/to/make/the/body/large/${i}`,
        reason: 'too-large',
      })),
    };
    const at = now();
    const predicate = {
      scope,
      findings: [],
      startedAt: at,
      finishedAt: at,
      tool: { name: 'selvedge', version: '0.1.0' },
    };
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'shop', digest: {} }],
      predicateType: 'https://selvedge.dev/evidence/scan/v1',
      predicate,
    };
    const answer = await command('/evidence', { subject, statement }, { cookie });
    expect(await answer.json()).toMatchObject({ result: { subject, signedBy: null, findings: { opened: 0 } } });
  });
});
