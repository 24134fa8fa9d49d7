import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download, network, type Network, type Place } from './index.ts';
import { playServer, type PlayedServer, type Received } from './testing.ts';

let folder: string;
let server: PlayedServer | undefined;
let plain: Server | undefined;
let net: Network | undefined;
const tunnels: Socket[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'selvedge-net-'));
});

afterEach(async () => {
  net?.close();
  await server?.close();
  for (const socket of tunnels.splice(0)) socket.destroy();
  plain?.close();
  plain = undefined;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const hosts = ['a.dev', 'b.dev'];
type Play = (request: Received, response: ServerResponse) => void;

async function playing(play: Play, place: Partial<Place> = {}, environment: Record<string, string> = {}) {
  const played = await playServer(hosts, play);
  server = played;
  const reach = (host: string): Place | undefined =>
    hosts.includes(host) ? { ...played.reach(host), ...place } : undefined;
  net = network({ environment, timeout: 2_000, reach });
  return { net, played };
}

const url = (text: string): URL => new URL(text);
const bounds = { mostBytes: 1_000_000 };

describe('reading an answer', () => {
  test('gives status, headers and body, and keeps the connection for the next request', async () => {
    const ports = new Set<number | undefined>();
    const { net, played } = await playing((_, response) => {
      ports.add(response.socket?.remotePort);
      response.writeHead(200, { etag: '"1"', 'last-modified': 'Sun, 22 Nov 2026 12:00:00 GMT' }).end('hello');
    });
    const answer = await net.read({ url: url('https://a.dev/x?y=1') }, bounds);
    expect(answer.body.toString()).toBe('hello');
    expect(answer.validators).toEqual({ etag: '"1"', lastModified: 'Sun, 22 Nov 2026 12:00:00 GMT' });
    await net.read({ url: url('https://a.dev/y') }, bounds);
    expect(played.received.map(({ target }) => target)).toEqual(['a.dev/x?y=1', 'a.dev/y']);
    expect(ports.size).toBe(1);
  });

  test('tells what it has, and hears that nothing changed', async () => {
    const { net, played } = await playing((_, response) => response.writeHead(304).end());
    const validators = { etag: '"1"', lastModified: 'Sun, 22 Nov 2026 12:00:00 GMT' };
    expect((await net.read({ url: url('https://a.dev/') }, { ...bounds, validators })).status).toBe(304);
    expect(played.received[0]?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': validators.lastModified,
    });
  });

  test('decodes gzip, and bounds what it unfolds to', async () => {
    const { net } = await playing(({ target }, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(target.endsWith('/bomb') ? Buffer.alloc(50_000_000) : 'small'));
    });
    expect((await net.read({ url: url('https://a.dev/') }, bounds)).body.toString()).toBe('small');
    await expect(net.read({ url: url('https://a.dev/bomb') }, bounds)).rejects.toMatchObject({
      code: 'too-large',
      message: 'https://a.dev/bomb answers with more than 1000000 bytes',
    });
    const cut = await net.read({ url: url('https://a.dev/bomb') }, { ...bounds, cut: true });
    expect(cut.body).toHaveLength(1_000_000);
  });

  test('refuses damaged compression, an encoding that it does not know, and an answer that breaks off', async () => {
    const { net } = await playing(({ target }, response) => {
      if (target.endsWith('/damaged')) response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all');
      else if (target.endsWith('/other')) response.writeHead(200, { 'content-encoding': 'compress' }).end('x');
      else {
        response.writeHead(200, { 'content-length': '100' }).write('half');
        setTimeout(() => response.destroy(), 20);
      }
    });
    await expect(net.read({ url: url('https://a.dev/damaged') }, bounds)).rejects.toMatchObject({ code: 'bad-answer' });
    await expect(net.read({ url: url('https://a.dev/other') }, bounds)).rejects.toMatchObject({ code: 'bad-answer' });
    await expect(net.read({ url: url('https://a.dev/half') }, bounds)).rejects.toMatchObject({ code: 'cut-short' });
  });

  test('gives up in time, and says so without what a query holds', async () => {
    const { net } = await playing(() => undefined);
    const asked = net.read({ url: url('https://u:p@a.dev/slow?token=t0p') }, { ...bounds, timeout: 100 });
    await expect(asked).rejects.toMatchObject({
      code: 'timed-out',
      message: 'https://a.dev/slow did not answer in time',
    });
  });

  test('names what the system says of a server that is not there', async () => {
    net = network({ environment: {} });
    const refused = net.read({ url: url('http://127.0.0.1:9/') }, bounds);
    await expect(refused).rejects.toMatchObject({ code: 'no-answer', systemCode: 'ECONNREFUSED' });
  });

  test('believes no certificate of another name', async () => {
    server = await playServer(['other.dev'], (_, response) => response.end());
    net = network({ environment: {}, reach: server.reach });
    await expect(net.read({ url: url('https://a.dev/') }, bounds)).rejects.toMatchObject({
      code: 'bad-certificate',
      systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });
});

function to(location: string): Play {
  return ({ target }, response) =>
    void (target === 'a.dev/' ? response.writeHead(302, { location }).end() : response.end(`at ${target}`));
}

describe('redirection', () => {
  test('is not followed unless asked for', async () => {
    const { net } = await playing(to('/there'));
    expect((await net.read({ url: url('https://a.dev/') }, bounds)).status).toBe(302);
    const followed = await net.read({ url: url('https://a.dev/') }, { ...bounds, redirects: 3 });
    expect([followed.body.toString(), followed.url.href]).toEqual(['at a.dev/there', 'https://a.dev/there']);
  });

  test('takes no credential to another host', async () => {
    const { net, played } = await playing(to('https://b.dev/there'));
    const headers = { authorization: 'Bearer t0p', cookie: 'a=b', 'private-token': 'mine', accept: 'text/plain' };
    await net.read({ url: url('https://a.dev/'), headers }, { ...bounds, redirects: 3 });
    expect(played.received[1]?.headers).toMatchObject({ host: 'b.dev', accept: 'text/plain' });
    expect(JSON.stringify(played.received[1]?.headers)).not.toMatch(/t0p|a=b|mine/);
  });

  test('never leads to plain HTTP, round in circles, or to what is no URL', async () => {
    const { net } = await playing(to('http://127.0.0.1:1/'));
    const read = net.read({ url: url('https://a.dev/') }, { ...bounds, redirects: 3 });
    await expect(read).rejects.toMatchObject({
      code: 'refused-redirect',
      message: expect.stringContaining('plain HTTP'),
    });
    await server?.close();
    const circle = await playing(to('https://a.dev/'));
    const round = circle.net.read({ url: url('https://a.dev/') }, { ...bounds, redirects: 3 });
    await expect(round).rejects.toMatchObject({ code: 'refused-redirect' });
    await server?.close();
    const nowhere = await playing(to('https://[/'));
    const none = nowhere.net.read({ url: url('https://a.dev/') }, { ...bounds, redirects: 3 });
    await expect(none).rejects.toMatchObject({ code: 'bad-answer' });
  });

  test.each(['https://127.0.0.1/', 'https://169.254.169.254/latest/', 'https://[::1]/', 'https://localhost/'])(
    'from the public internet never leads to %s',
    async (location) => {
      const { net } = await playing(to(location), { actsPublic: true });
      const read = net.read({ url: url('https://a.dev/') }, { ...bounds, redirects: 3 });
      await expect(read).rejects.toMatchObject({ code: 'refused-address' });
    },
  );
});

describe('plain HTTP', () => {
  test('reaches this machine, and others only where somebody wrote it', async () => {
    plain = createPlainServer((request, response) => response.end(`${request.headers.host} ${request.url}`));
    await new Promise<void>((done) => plain?.listen(0, '127.0.0.1', done));
    const { port } = plain.address() as AddressInfo;
    net = network({
      environment: {},
      reach: (host) => (host === 'a.dev' ? { port, address: '127.0.0.1' } : undefined),
    });
    const here = await net.read({ url: url(`http://127.0.0.1:${port}/x`) }, bounds);
    expect(here.body.toString()).toBe(`127.0.0.1:${port} /x`);
    await expect(net.read({ url: url('http://a.dev/') }, bounds)).rejects.toMatchObject({ code: 'refused-plain' });
    const allowed = await net.read({ url: url('http://a.dev/y') }, { ...bounds, allowPlain: true });
    expect(allowed.body.toString()).toBe('a.dev /y');
    await expect(net.read({ url: url('ftp://a.dev/') }, bounds)).rejects.toMatchObject({ code: 'refused-plain' });
  });
});

test('a proxy that the environment names carries every connection', async () => {
  const asked: string[] = [];
  const { played } = await playing((_, response) => response.end('through'));
  plain = createPlainServer();
  plain.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    const onward = connect(played.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    tunnels.push(socket, onward);
  });
  await new Promise<void>((done) => plain?.listen(0, '127.0.0.1', done));
  const { port } = plain.address() as AddressInfo;
  net?.close();
  net = network({ environment: { https_proxy: `127.0.0.1:${port}` }, reach: played.reach });
  expect((await net.read({ url: url('https://a.dev/') }, bounds)).body.toString()).toBe('through');
  expect((await net.read({ url: url('https://a.dev/again') }, bounds)).status).toBe(200);
  expect(asked).toEqual([`127.0.0.1:${played.port}`]);
});

describe('a download', () => {
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251));

  test('lies in its file when it is whole, tells how far it is, and leaves nothing beside', async () => {
    const { net } = await playing((_, response) =>
      response.writeHead(200, { etag: '"v1"', 'content-length': String(content.length) }).end(content),
    );
    const into = join(folder, 'all.zip');
    const seen: (number | undefined)[][] = [];
    const onProgress = (done: number, of: number | undefined): void => void seen.push([done, of]);
    const got = await download(net, { url: url('https://a.dev/all.zip') }, { into, mostBytes: 1e6, onProgress });
    expect(got).toMatchObject({ isWritten: true, bytes: content.length, validators: { etag: '"v1"' } });
    expect(readFileSync(into).equals(content)).toBe(true);
    expect(seen.at(-1)).toEqual([content.length, content.length]);
    expect(readdirSync(folder)).toEqual(['all.zip']);
  });

  test('goes on where the connection broke, if it is still the same', async () => {
    const { net, played } = await playing(({ headers }, response) => {
      const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
      const rest = content.subarray(from);
      response.writeHead(from === 0 ? 200 : 206, {
        etag: '"v1"',
        'content-length': String(rest.length),
        ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
      });
      if (from > 0) return response.end(rest);
      response.write(rest.subarray(0, 100_000));
      return setTimeout(() => response.destroy(), 50);
    });
    const into = join(folder, 'all.zip');
    await download(net, { url: url('https://a.dev/all.zip') }, { into, mostBytes: 1e6 });
    expect(createHash('sha256').update(readFileSync(into)).digest()).toEqual(
      createHash('sha256').update(content).digest(),
    );
    expect(played.received.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      [expect.stringMatching(/^bytes=[1-9]\d*-$/), '"v1"'],
    ]);
  });

  test('begins anew where it changed meanwhile, and where an earlier run left something else', async () => {
    writeFileSync(join(folder, 'all.zip.part'), 'what an earlier run left');
    writeFileSync(join(folder, 'all.zip.part.etag'), '"v0"');
    const { net, played } = await playing((_, response) => response.writeHead(200, { etag: '"v1"' }).end(content));
    const into = join(folder, 'all.zip');
    await download(net, { url: url('https://a.dev/all.zip') }, { into, mostBytes: 1e6 });
    expect(played.received[0]?.headers['if-range']).toBe('"v0"');
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  test('is refused where it is too large, as said or as sent, and never stands under its name', async () => {
    const { net } = await playing(({ target }, response) => {
      if (target.endsWith('/said')) response.writeHead(200, { 'content-length': '2000000' });
      response.end(Buffer.alloc(2_000_000));
    });
    const into = join(folder, 'x');
    for (const path of ['said', 'sent']) {
      const got = download(net, { url: url(`https://a.dev/${path}`) }, { into, mostBytes: 1e6 });
      await expect(got).rejects.toMatchObject({ code: 'too-large' });
    }
    expect(existsSync(into)).toBe(false);
  });

  test('is given up when nothing comes any more', async () => {
    const { net } = await playing((_, response) => void response.writeHead(200).write('a beginning'));
    const options = { into: join(folder, 'x'), mostBytes: 1e6, patience: 80, attempts: 1 };
    await expect(download(net, { url: url('https://a.dev/x') }, options)).rejects.toMatchObject({ code: 'timed-out' });
  });

  test('that is no file is told, and writes none', async () => {
    const { net } = await playing((_, response) => response.writeHead(404).end('no'));
    const into = join(folder, 'x');
    const got = await download(net, { url: url('https://a.dev/x') }, { into, mostBytes: 1e6 });
    expect([got.status, got.isWritten, existsSync(into)]).toEqual([404, false, false]);
  });
});
