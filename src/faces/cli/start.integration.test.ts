import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TraceStep } from '#ground/model';
import { fillExample } from '#observe/secrets';

const selvedge = resolve('bin/selvedge.mjs');
/** What `npm start` runs. */
const main = resolve('src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'selvedge-start-'));
const project = join(folder, 'project');
const planted = fillExample("export const token = '{{ghp}}';\n", 'start');
const environment = {
  ...process.env,
  SELVEDGE_DATA_HOME: join(folder, 'data'),
  SELVEDGE_CACHE_HOME: join(folder, 'cache'),
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
};

beforeAll(() => {
  mkdirSync(join(project, 'src'), { recursive: true });
  writeFileSync(join(project, 'src/pay.ts'), planted);
  writeFileSync(join(project, 'src/other.ts'), 'export const one = 1;\n');
  spawnSync('git', ['init', '--quiet', project]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function begin(
  words: readonly string[],
  env: Record<string, string> = {},
  program = selvedge,
): { child: ChildProcess; said: () => string; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program, 'start', ...words], {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return {
    child,
    said: () => out,
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })),
  };
}

function run(...words: string[]): Promise<Ended> {
  return begin(words).ended;
}

async function until(said: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const found = pattern.exec(said());
    if (found !== null) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${pattern.source} did not come up in:\n${said()}`);
}

// Each step meets what the one before it left in the data home.
describe('a start', () => {
  test('[2:once] names the planted token, what to do, why and where, records it, and exits with the gate’s code', async () => {
    const { code, out, err } = await begin(['--once', project], {}, main).ended;
    expect(err).toBe('');
    expect(code).toBe(1);
    const [first = '', , headline] = out.split('\n');
    expect(first).toMatch(/^Selvedge \d+\.\d+\.\d+ – .*project$/);
    expect(headline).toBe('▲ 1 finding blocks this build.');
    expect(out).toMatch(/▲ GitHub personal access token .* critical\n {2}Do .*\n(.*\n)+? {2}Why /);
    expect(out).toContain('src/pay.ts:1:23');
    expect(out).toMatch(/Recorded\s+and\s+proved,\s+entry\s+\d+\s+of\s+the\s+log\./);
    expect(out).not.toContain(/'(ghp_\w+)'/.exec(planted)![1]);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('that finds the same again says that it is known, and that nothing changed', async () => {
    const { code, out } = await run('--once', project);
    expect(code).toBe(1);
    expect(out).toContain('0 new, 1 known');
    expect(out).toMatch(/Since the last scan, less than a minute ago: nothing changed\.\n$/);
  });

  test('[2:main-job] after the token was removed tells that it closed and why, serves the page behind a one-time link, and a log that verifies; Ctrl-C stops it with 0', async () => {
    writeFileSync(join(project, 'src/pay.ts'), 'export const token = process.env.TOKEN;\n');
    const { child, said, ended } = begin(['--port', '0', project]);
    const [, url = '', token = ''] = await until(said, /Open {2}(http:\/\/127\.0\.0\.1:\d+)\/sign-in#(\w+)\n/);
    await until(said, /Stop/);
    expect(said()).toContain('● Nothing found in 2 files');
    expect(said()).toContain(`Since the last scan, less than a minute ago: 1 finding closed.
  closed  src/pay.ts:1  secrets/github-personal-access-token
          it was looked at again with secrets/github-personal-access-token, and
          it is no longer there
`);

    const sign = await post(`${url}/api/v1/session`, { token }, url);
    expect(sign.status).toBe(200);
    const cookie = sign.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await post(`${url}/api/v1/session`, { token }, url)).status).toBe(401);
    const list = await fetch(`${url}/api/v1/findings`, { headers: { cookie } });
    const { items } = (await list.json()) as { items: { id: string; status: string; location: { path: string } }[] };
    expect(items).toMatchObject([{ status: 'closed', location: { path: 'src/pay.ts' } }]);
    const detail = await fetch(`${url}/api/v1/findings/${items[0]!.id}`, { headers: { cookie } });
    const { history, context } = (await detail.json()) as {
      history: { kind: string; because: string }[];
      context?: { lines: string[] };
    };
    expect(history.map(({ kind }) => kind)).toEqual(['closed', 'opened']);
    expect(history[0]!.because).toBe(
      'src/pay.ts was looked at again with secrets/github-personal-access-token, and it is no longer there',
    );
    expect(context?.lines.join('\n')).toMatch(/export const token = 'ghp_/);

    const audit = spawnAudit(url);
    expect(await audit).toMatchObject({ code: 0 });
    expect((await fetch(`${url}/`, { headers: { accept: 'text/html' } })).status).toBe(200);

    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(err).toBe('Stopping …\n');
    expect(code).toBe(0);
  });

  test('[5:taint] keeps of a finding in code the way on which it comes about, and its page is given it', async () => {
    writeFileSync(
      join(project, 'src/run.ts'),
      "import express from 'express';\nimport { exec } from 'node:child_process';\n\nexpress().get('/', (req) => {\n  const command = req.query.run;\n  exec(command);\n});\n",
    );
    const { child, said, ended } = begin(['--port', '0', project]);
    const [, url = '', token = ''] = await until(said, /Open {2}(http:\/\/127\.0\.0\.1:\d+)\/sign-in#(\w+)\n/);
    const sign = await post(`${url}/api/v1/session`, { token }, url);
    const cookie = sign.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const read = async (path: string): Promise<unknown> =>
      (await fetch(`${url}/api/v1/findings${path}`, { headers: { cookie } })).json();
    const { items } = (await read('?rule=code/command-injection')) as { items: { id: string }[] };
    const { trace = [] } = (await read(`/${items[0]!.id}`)) as { trace?: TraceStep[] };
    expect(trace[0]).toMatchObject({ location: { startLine: 5 }, code: '  const command = req.query.run;' });
    expect(trace.at(-1)).toMatchObject({ location: { startLine: 6 }, note: expect.stringMatching(/^arrives/) });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    rmSync(join(project, 'src/run.ts'));
  });

  test('names the process that has the data folder, and the port that is in use, with what to do', async () => {
    const { child, said, ended } = begin(['--port', '0', project]);
    await until(said, /Stop/);
    const second = await run('--once', project);
    expect(second.code).toBe(2);
    expect(second.err).toContain(`PID ${child.pid}`);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);

    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as { port: number };
    const refused = await run('--port', String(port), project);
    busy.close();
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(`port ${port} on 127.0.0.1 is used by another program`);
  });

  test('clones a git URL, and looks at the clone of the last start when that fails', async () => {
    const commit = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '--quiet', '-m', 'One'];
    spawnSync('git', ['-C', project, 'add', '.']);
    spawnSync('git', ['-C', project, ...commit]);
    const bare = join(folder, 'shop.git');
    spawnSync('git', ['clone', '--quiet', '--bare', project, bare]);
    const cloned = await run('--once', `file://${bare}`);
    expect(cloned).toMatchObject({ code: 0, err: '' });
    expect(cloned.out).toContain('● Nothing found in 2 files');
    rmSync(bare, { recursive: true });
    const stale = await run('--once', `file://${bare}`);
    expect(stale.code).toBe(0);
    expect(stale.err).toMatch(/It could not be cloned anew: .*\n {2}Looking at the clone of \d{4}-\d\d-\d\d/);
    expect(stale.out).toContain('Since the last scan');
  });

  test('with a broken selvedge.yaml says where, and stops all that it began', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'selvedge.yaml'), 'version: 1\nid: nonsense\n');
    for (const words of [
      ['--once', broken],
      ['--port', '0', broken],
    ]) {
      const { code, err } = await run(...words);
      expect(err).toContain('selvedge.yaml:2:5');
      expect(code).toBe(2);
    }
  });

  test('that is interrupted while it scans stops, and leaves a database that starts again', async () => {
    const { child, said, ended } = begin(['--once', project]);
    await until(said, /^Selvedge/);
    await new Promise((done) => setTimeout(done, 250));
    child.kill('SIGINT');
    expect([0, 130]).toContain((await ended).code);
    expect((await run('--once', project)).code).toBe(0);
  });

  test('shows the tour where nothing is named', async () => {
    const { code, out } = await run('--once');
    expect(out).toMatch(/^Selvedge .* the tour/);
    expect(code).toBe(1);
  });

  test('of a folder inside a project is judged as a commit, as later gates ask about all of it', async () => {
    const part = join(folder, 'monorepo/packages/pay');
    mkdirSync(part, { recursive: true });
    spawnSync('git', ['init', '--quiet', join(folder, 'monorepo')]);
    writeFileSync(join(folder, 'monorepo/selvedge.yaml'), 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n');
    writeFileSync(join(part, 'pay.ts'), planted);
    const { code, out } = await run('--once', part);
    expect(out).toContain('▲ 1 finding blocks a commit.');
    expect(out).toContain('packages/pay/pay.ts:1:23');
    expect(code).toBe(1);
  });

  test('on a folder without files says so, and does not call it a pass', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { code, out } = await run('--once', empty);
    expect(out).toContain('◌ There was no file to look at in ');
    expect(code).toBe(0);
  });

  test.each([
    [['--once', '/no/such/folder'], 'There is no /no/such/folder'],
    [['--once', 'https://nowhere.invalid/x.git'], 'https://nowhere.invalid/x.git could not be cloned'],
    [['a', 'b'], 'one PATH or GIT-URL at a time'],
    [['--gate', 'lunch'], '--gate is one of commit, merge, build, deploy, run, not lunch'],
    [['--port', '70000'], '--port is a number from 0 to 65535, not 70000'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
  ])('with %j says what is wrong, and exits with 2', async (words, message) => {
    const { code, err } = await run(...words);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

function post(url: string, body: unknown, origin: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-selvedge-client': 'test', origin },
    body: JSON.stringify(body),
  });
}

async function spawnAudit(url: string): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [resolve('packages/verify/bin/selvedge-verify.mjs'), url, '--all'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code: code as number | null, out };
}
