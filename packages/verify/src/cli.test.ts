import { sign, generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeBase64, utf8 } from './bytes.ts';
import { main } from './cli.ts';
import { preAuthEncoding } from './dsse.ts';
import { formatVerifierKey } from './note.ts';
import { testLog, type TestLog } from './testing.ts';

let home = '';
let server: Server;
let answer: (path: string) => Uint8Array | number | 'redirect' | 'hang' | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'selvedge-verify-'));
  server = createServer((request, response) => {
    const got = answer(request.url!.slice(1));
    if (got === 'hang') return;
    if (got === 'redirect') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else if (typeof got === 'number' || got === undefined) response.writeHead(got ?? 404).end();
    else response.end(got);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const idOf = (index: number) => `ent_019aa000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/** Serves the log, with some of its files replaced. */
function serve(log: TestLog, lies: Record<string, Uint8Array | number | 'redirect' | 'hang'> = {}): void {
  answer = (path) => lies[path] ?? (path === 'vkey' ? utf8(formatVerifierKey(log.key)) : log.files.get(path));
}

async function run(...argv: string[]) {
  let out = '';
  let err = '';
  const code = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err, line: out.replaceAll(/\s+/g, ' ') };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(home, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

describe('selvedge-verify', () => {
  test('[2:verify-cli] proves an entry of a log over HTTP, with the pinned key', async () => {
    const log = testLog(300);
    serve(log);
    const { code, out } = await run(url(), idOf(17), '--key', formatVerifierKey(log.key));
    expect(
      out
        .replace(url(), 'URL')
        .replaceAll(/\+[0-9a-f]{8}/g, '+KEYID')
        .replace(/root \S+/, 'root ROOT'),
    ).toMatchInlineSnapshot(`
      "URL
      ● key        ok          log.example/test+KEYID, as given
      ● checkpoint ok          signed: 300 entries, root
                               FiPp+yPtWCKB4tekZjsTRUCXEtFsoD7arFxh71pMMYE=
      · growth     note        no earlier checkpoint of this log to compare with: that
                               the past was not changed shows from the next run on,
                               with --known
      ● entry      ok          entry 17 is in the signed log (9 hashes show it):
                               ent_019aa000-0000-7000-8000-000000000011,
                               exceptions.accept, 2026-11-22T00:00:00.017Z

      Everything that was checked holds.
      "
    `);
    expect(code).toBe(0);
  });

  test('proves an entry by its index, in a directory', async () => {
    const log = testLog(70_000);
    for (const [path, bytes] of log.files)
      if (!/^tile\/(0|entries)\/(?!000$|273)/.test(path)) await file(`copy/${path}`, bytes);
    expect(await run(join(home, 'copy'), '3', '--key', formatVerifierKey(log.key))).toMatchObject({
      code: 0,
      line: expect.stringContaining('entry 3 is in the signed log (17 hashes'),
    });
  }, 30_000);

  test('says FIRST USE when nobody gave the key, and remembers it with the checkpoint', async () => {
    const log = testLog(5);
    serve(log);
    const known = join(home, 'known-1');
    const first = await run(url(), '--known', known);
    expect(first).toMatchObject({ code: 0, line: expect.stringContaining('FIRST USE') });
    expect(await readFile(known, 'utf8')).toBe(
      `${formatVerifierKey(log.key)}\n${Buffer.from(log.files.get('checkpoint')!).toString()}`,
    );

    log.grow(600);
    const second = await run(url(), '--known', known);
    expect(second).toMatchObject({ code: 0, line: expect.stringContaining('5 entries remembered, 600 added, none') });
    expect(second.out).not.toContain('FIRST USE');
  });

  test('[2:verify-rewritten-past] sees a past that was rewritten, and does not remember it', async () => {
    const log = testLog(5);
    serve(log);
    const known = join(home, 'known-2');
    await run(url(), '--known', known, '--key', formatVerifierKey(log.key));
    const before = await readFile(known, 'utf8');
    // The same key signs another past.
    const forged = testLog(9, { text: 'rewritten', pair: log.pair });
    serve(forged);
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 1,
      line: expect.stringContaining('no longer those'),
    });
    expect(await readFile(known, 'utf8')).toBe(before);
  });

  test('sees a log that shrank, and a split view of one size', async () => {
    const log = testLog(5);
    serve(log);
    const known = join(home, 'known-3');
    await run(url(), '--known', known);
    serve(testLog(4, { pair: log.pair }));
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 1,
      line: expect.stringContaining('entries are missing'),
    });
    serve(testLog(5, { pair: log.pair, text: 'other' }));
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 1,
      line: expect.stringContaining('different pasts'),
    });
  });

  test('refuses another key than the remembered one', async () => {
    serve(testLog(5));
    const known = join(home, 'known-4');
    await run(url(), '--known', known);
    serve(testLog(6));
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 1,
      line: expect.stringContaining('not signed by'),
    });
    expect(await run(url(), '--known', known, '--key', formatVerifierKey(testLog(1).key))).toMatchObject({
      code: 1,
      line: expect.stringContaining('not the one that'),
    });
  });

  test('[2:verify-rotation] follows a rotated key, because the old one signed its successor', async () => {
    const log = testLog(5, { origin: 'log.example/1' });
    serve(log);
    const known = join(home, 'known-5');
    await run(url(), '--known', known, '--key', formatVerifierKey(log.key));
    const next = testLog(2, { origin: 'log.example/2' });
    const successor = { origin: next.key.name, key: formatVerifierKey(next.key) };
    const ended = log.append('log.ended', { version: 1, successor });
    const list = {
      items: [
        { log: 1, key: formatVerifierKey(log.key), ended },
        { log: 2, key: successor.key },
      ],
    };
    serve(next, {
      logs: utf8(JSON.stringify(list)),
      ...Object.fromEntries([...log.files].map(([path, bytes]) => [`logs/1/${path}`, bytes])),
    });
    expect(await run(url(), '1', '--known', known)).toMatchObject({
      code: 0,
      line: expect.stringContaining('the key was rotated once'),
    });
    expect(await readFile(known, 'utf8')).toContain(successor.key);
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 0,
      line: expect.stringContaining('the same 2 entries'),
    });
  });

  test('refuses an entry that was changed after it was logged', async () => {
    const log = testLog(10);
    const honest = log.files.get('tile/entries/000.p/10')!;
    const forged = Uint8Array.from(honest);
    forged[20]! ^= 1;
    serve(log, { 'tile/entries/000.p/10': forged });
    expect(await run(url(), '0', '--key', formatVerifierKey(log.key))).toMatchObject({
      code: 1,
      line: expect.stringContaining('not what the signed root'),
    });
    expect(await run(url(), '--all', '--key', formatVerifierKey(log.key))).toMatchObject({ code: 1 });
  });

  test('computes the root from all entries', async () => {
    const log = testLog(1000);
    serve(log);
    expect(await run(url(), '--all', '--key', formatVerifierKey(log.key))).toMatchObject({
      code: 0,
      line: expect.stringContaining('all 1000 entries read'),
    });
  });

  test('falls back to the full tile when the partial one is gone', async () => {
    const log = testLog(100);
    const checkpoint = log.files.get('checkpoint')!;
    log.grow(200);
    log.files.delete('tile/0/000.p/100');
    log.files.delete('tile/entries/000.p/100');
    serve(log, { checkpoint });
    expect(await run(url(), '99', '--all', '--key', formatVerifierKey(log.key))).toMatchObject({ code: 0 });
  });

  test('checks a body against the entry that commits to it', async () => {
    const log = testLog(3);
    serve(log);
    const { salt, body } = log.bodies[1]!;
    const honest = await file('body.json', JSON.stringify({ salt: encodeBase64(salt), body }));
    const forged = await file(
      'forged.json',
      JSON.stringify({ salt: encodeBase64(salt), body: { actor: 'someone else' } }),
    );
    const key = formatVerifierKey(log.key);
    expect(await run(url(), '1', '--body', honest, '--key', key)).toMatchObject({
      code: 0,
      line: expect.stringContaining('the body is the one'),
    });
    expect(await run(url(), '1', '--body', forged, '--key', key)).toMatchObject({
      code: 1,
      line: expect.stringContaining('not the one that entry'),
    });
  });

  test('[2:verify-evidence] checks signed evidence, by a PEM key and by name+id+key', async () => {
    const log = testLog(1);
    serve(log);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const payload = utf8('{}');
    const sig = encodeBase64(sign(null, preAuthEncoding('application/vnd.in-toto+json', payload), privateKey));
    const envelope = {
      payloadType: 'application/vnd.in-toto+json',
      payload: encodeBase64(payload),
      signatures: [{ sig }],
    };
    const evidence = await file('evidence.json', JSON.stringify(envelope));
    const pem = await file('key.pem', publicKey.export({ format: 'pem', type: 'spki' }));
    const key = formatVerifierKey(log.key);
    expect(await run(url(), '--key', key, '--evidence', evidence, '--evidence-key', pem)).toMatchObject({
      code: 0,
      line: expect.stringContaining('is signed by'),
    });
    expect(await run(url(), '--key', key, '--evidence', evidence, '--evidence-key', key)).toMatchObject({ code: 1 });
    expect(await run(url(), '--key', key, '--evidence', evidence)).toMatchObject({
      code: 3,
      line: expect.stringContaining('--evidence-key'),
    });
  });

  test('prints JSON for programs', async () => {
    const log = testLog(2);
    serve(log);
    const { out } = await run(url(), '1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      origin: 'log.example/test',
      size: 2,
      key: { trust: 'first-use' },
      entry: { index: 1, type: 'exceptions.accept' },
      exitCode: 0,
    });
  });

  test.each([
    ['nothing listens', {}, 'http://127.0.0.1:1'],
    ['it answers 500', { checkpoint: 500 }, undefined],
    ['it redirects', { checkpoint: 'redirect' }, undefined],
  ] as const)('exits 3 when %s', async (_, lies, where) => {
    const log = testLog(1);
    serve(log, lies);
    expect(await run(where ?? url(), '--key', formatVerifierKey(log.key))).toMatchObject({
      code: 3,
      line: expect.stringContaining('this proves nothing'),
    });
  });

  test('stops reading an answer that never ends', async () => {
    const log = testLog(1);
    serve(log, { checkpoint: new Uint8Array(10_000_000).fill(0x61) });
    expect(await run(url(), '--key', formatVerifierKey(log.key))).toMatchObject({
      code: 1,
      line: expect.stringContaining('longer than'),
    });
  });

  test('lets a hostile log write nothing to the terminal but text', async () => {
    const log = testLog(1);
    serve(log, { checkpoint: utf8('\u009b2Jtext\n\n— a\u001b[2J Uw2QOkn8\n') });
    const { out } = await run(url(), '--key', formatVerifierKey(log.key));
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/); // oxlint-disable-line no-control-regex
  });

  test.each([
    [[]],
    [['http://log.example', 'entry']],
    [['http://log.example', '1', '2']],
    [['http://log.example', '--key', 'a+00000000+AAAA=']],
    [['http://log.example', '--key', '/no/such/file']],
    [['http://log.example', '--body', 'x']],
    [['http://user:password@log.example']],
    [['ftp://log.example']],
    [['http://log.example', '--frobnicate']],
  ])('exits 2 for %j, and says how to ask', async (argv) => {
    expect(await run(...argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--help') });
  });

  test('a damaged memory is not taken for no memory', async () => {
    serve(testLog(1));
    const known = await file('damaged', 'not a key');
    expect(await run(url(), '--known', known)).toMatchObject({
      code: 1,
      line: expect.stringContaining('not what an earlier run wrote'),
    });
  });
});
