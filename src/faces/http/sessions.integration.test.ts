import { describe, expect, it } from 'vitest';
import {
  ask,
  command,
  entriesOf,
  everything,
  page,
  postToken,
  project,
  server,
  signIn,
  start,
  store,
} from './testing.ts';

async function tokenFor(cookie: string, input: object): Promise<string> {
  const answer = await command('/tokens', input, { cookie });
  const { result } = (await answer.json()) as { result: { token: string } };
  return result.token;
}

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
