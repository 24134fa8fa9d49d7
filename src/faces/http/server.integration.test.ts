import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { digestBytes, now } from '#ground/model';
import { startServer } from './server.ts';
import {
  ask,
  command,
  entriesOf,
  home,
  page,
  project,
  sequencer,
  server,
  signIn,
  start,
  store,
  webRoot,
} from './testing.ts';

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
