import { createServer as createProxy, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Verification } from '#ground/model';
import { askProviders, type Credential } from './ask.ts';
import { playServer, type PlayedServer, type Received } from '../../ground/net/testing.ts';
import { transport } from './transport.ts';

const secret = 'tok_4hGq81LmZx07Rt';
const whoami = Verification.parse({
  url: 'https://api.provider.dev/user',
  headers: { authorization: 'Bearer {secret}' },
  live: { status: [200] },
  dead: { status: [401] },
  shows: { owner: '/login', echo: '/echo' },
});

let provider: PlayedServer | undefined;
let proxy: Server | undefined;
const tunnels: Socket[] = [];
afterEach(async () => {
  await provider?.close();
  for (const socket of tunnels.splice(0)) socket.destroy();
  proxy?.close();
  provider = undefined;
  proxy = undefined;
});

async function ask(
  credentials: readonly Credential[],
  answer: (request: Received) => { status: number; body?: string; headers?: Record<string, string> },
  environment: Record<string, string> = {},
) {
  provider = await playServer(['api.provider.dev', 'acme.provider.dev', 'sts.amazonaws.com'], (request, response) => {
    const { status, body = '', headers = {} } = answer(request);
    response.writeHead(status, headers).end(body);
  });
  const waits: number[] = [];
  const asked = await askProviders(credentials, {
    send: transport({ environment, reach: provider.reach, timeout: 2_000 }),
    pause: async (milliseconds) => {
      waits.push(milliseconds);
    },
  });
  return { states: asked.map(({ liveness }) => liveness), received: provider.received, waits };
}

describe('asking a provider [3:secrets-verify]', () => {
  test('tells a live secret from a dead one, and whose it is', async () => {
    const dead = { verification: whoami, values: { secret: 'tok_of_somebody_gone' } };
    const { states, received } = await ask([{ verification: whoami, values: { secret } }, dead], ({ headers }) =>
      headers.authorization === `Bearer ${secret}` ? { status: 200, body: '{"login":"octo"}' } : { status: 401 },
    );
    expect(states).toEqual([
      { state: 'live', because: 'api.provider.dev answered 200', shows: { owner: 'octo' } },
      { state: 'dead', because: 'api.provider.dev answered 401', shows: {} },
    ]);
    expect(received.map(({ method, target }) => `${method} ${target}`)).toEqual(
      Array(2).fill('GET api.provider.dev/user'),
    );
  });

  test('says nothing of an answer that fits neither, and follows no redirection', async () => {
    const { states, received } = await ask([{ verification: whoami, values: { secret } }], () => ({
      status: 302,
      headers: { location: 'https://elsewhere.dev/' },
    }));
    expect(states).toEqual([{ state: 'unknown', because: 'api.provider.dev answered 302', shows: {} }]);
    expect(received).toHaveLength(1);
  });

  test('asks about one value once, and waits between requests to one host', async () => {
    const same = { verification: whoami, values: { secret } };
    const other = { verification: whoami, values: { secret: 'tok_another_value_x' } };
    const { states, received, waits } = await ask([same, same, other, same], () => ({ status: 200, body: '{}' }));
    expect(states.map(({ state }) => state)).toEqual(['live', 'live', 'live', 'live']);
    expect(received).toHaveLength(2);
    expect(waits.filter((wait) => wait === 250).length).toBeGreaterThanOrEqual(1);
  });

  test('waits for a host that asks for it once, and not for long', async () => {
    let count = 0;
    const { states, waits } = await ask([{ verification: whoami, values: { secret } }], () => {
      count += 1;
      return count === 1 ? { status: 429, headers: { 'retry-after': '3' } } : { status: 401 };
    });
    expect(states[0]?.state).toBe('dead');
    expect(waits).toContain(3000);
    await provider?.close();
    const patient = await ask([{ verification: whoami, values: { secret } }], () => ({
      status: 429,
      headers: { 'retry-after': '3600' },
    }));
    expect(patient.states[0]).toMatchObject({ state: 'unknown', because: 'api.provider.dev answered 429' });
    expect(patient.received).toHaveLength(1);
  });

  test('shows nothing of an answer that repeats the secret', async () => {
    const { states } = await ask([{ verification: whoami, values: { secret } }], () => ({
      status: 200,
      body: JSON.stringify({ login: `me ${secret}`, echo: secret.slice(2, 14) }),
    }));
    expect(states[0]).toMatchObject({ state: 'live', shows: {} });
  });

  test('tells by the body where the status is always 200', async () => {
    const byBody = Verification.parse({
      method: 'POST',
      url: 'https://api.provider.dev/auth.test',
      headers: { 'content-type': 'application/json' },
      body: '{"token":"{secret}"}',
      live: { status: [200], body: '"ok":true' },
      dead: { status: [200], body: '"ok":false' },
    });
    const { states } = await ask(
      [
        { verification: byBody, values: { secret: 'a"b\\c' } },
        { verification: byBody, values: { secret: 'x' } },
      ],
      ({ body }) => ({ status: 200, body: `{"ok":${(JSON.parse(body) as { token: string }).token === 'a"b\\c'}}` }),
    );
    expect(states.map(({ state }) => state)).toEqual(['live', 'dead']);
  });

  test('goes through the proxy that the environment names, and past it where that says so', async () => {
    const asked: string[] = [];
    proxy = createProxy();
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
      const onward = connect(provider?.port ?? 0, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      tunnels.push(socket, onward);
    });
    await new Promise<void>((done) => proxy?.listen(0, '127.0.0.1', done));
    const url = `http://user:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const one = { verification: whoami, values: { secret } };
    const through = await ask([one], () => ({ status: 200 }), { HTTPS_PROXY: url });
    expect(through.states[0]?.state).toBe('live');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(` Basic ${Buffer.from('user:word').toString('base64')}`);
    await provider?.close();
    const past = await ask([one], () => ({ status: 200 }), { HTTPS_PROXY: url, no_proxy: 'localhost,.provider.dev' });
    expect(past.states[0]?.state).toBe('live');
    expect(asked).toHaveLength(1);
  });

  test('believes no certificate of another name', async () => {
    provider = await playServer(['other.dev'], (_, response) => response.end());
    const [asked] = await askProviders([{ verification: whoami, values: { secret } }], {
      send: transport({ environment: {}, reach: provider.reach }),
    });
    expect(asked?.liveness).toMatchObject({ state: 'unknown', because: 'no answer: ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(provider.received).toEqual([]);
  });

  test('gives up on a provider that does not answer', async () => {
    provider = await playServer(['api.provider.dev'], () => undefined);
    const [asked] = await askProviders([{ verification: whoami, values: { secret } }], {
      send: transport({ environment: {}, reach: provider.reach, timeout: 100 }),
    });
    expect(asked?.liveness.state).toBe('unknown');
  });

  test('signs a request for AWS, and needs both halves of the key', async () => {
    const verification = Verification.parse({ signer: 'aws-sts' });
    const id = `AKIA${'Q'.repeat(16)}`;
    const { states, received } = await ask(
      [
        { verification, values: { id, secret } },
        { verification, values: { id } },
        { verification, values: { id: id.replace('AKIA', 'ASIA'), secret } },
      ],
      () => ({
        status: 200,
        body: JSON.stringify({
          GetCallerIdentityResponse: { GetCallerIdentityResult: { Arn: 'arn:aws:iam::1:user/a' } },
        }),
      }),
    );
    expect(states.map(({ state }) => state)).toEqual(['live', 'unknown', 'unknown']);
    expect(states[0]?.shows).toEqual({ owner: 'arn:aws:iam::1:user/a' });
    expect(received[0]?.headers.authorization).toMatch(
      new RegExp(
        `^AWS4-HMAC-SHA256 Credential=${id}/\\d{8}/us-east-1/sts/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date, Signature=[0-9a-f]{64}$`,
      ),
    );
    expect(JSON.stringify(received)).not.toContain(secret);
  });
});
