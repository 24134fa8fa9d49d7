import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';

const main = resolve('bin/selvedge.mjs');
const folder = mkdtempSync(join(tmpdir(), 'selvedge-call-'));
const environment = {
  ...process.env,
  SELVEDGE_DATA_HOME: join(folder, 'data'),
  SELVEDGE_CACHE_HOME: join(folder, 'cache'),
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
};

function call(
  words: readonly string[],
  env: Record<string, string> = {},
): { status: number | null; json: unknown; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'call', ...words], {
    env: { ...environment, ...env },
    encoding: 'utf8',
  });
  return { status, json: stdout.startsWith('{') ? JSON.parse(stdout) : undefined, out: stdout, err: stderr };
}

describe('selvedge call: a server’s operations from the command line [2:cli-operations]', () => {
  let server: ChildProcess;
  let env: Record<string, string> = {};
  let link = '';

  beforeAll(async () => {
    mkdirSync(join(folder, 'project'));
    writeFileSync(join(folder, 'project/pay.ts'), fillExample("export const token = '{{ghp}}';\n", 'call'));
    server = spawn(process.execPath, [main, 'start', '--port', '0', join(folder, 'project')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const chunk of server.stdout!) {
      said += String(chunk);
      link = /http:\S+\/sign-in#\S+/.exec(said)?.[0] ?? '';
      if (link !== '') break;
    }
    env = { SELVEDGE_SERVER: new URL(link).origin };
  });
  afterAll(async () => {
    server.kill('SIGINT');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('without an operation it lists them, without a sign-in', () => {
    const { status, out } = call([], env);
    expect(status).toBe(0);
    expect(out).toMatch(/^findings\.list +List findings/m);
  });

  test('a one-time link makes a token, a token reads, and a gate’s decision ends with its code', () => {
    const created = call(['tokens.create', 'name=ci', 'scopes=read,submit,decide', '--sign-in', link, '--wait'], env);
    expect(created.err).toBe('');
    const { result, entry } = created.json as { result: { token: string }; entry: { proof?: unknown } };
    expect(entry.proof).toBeDefined();
    const withToken = { ...env, SELVEDGE_TOKEN: result.token };
    const { items } = call(['findings.list', 'status=open', 'limit=10'], withToken).json as {
      items: { subject: string; rule: string }[];
    };
    expect(items.map(({ rule }) => rule)).toEqual(['secrets/github-personal-access-token']);
    const decided = call(['gates.decide', `subject=${items[0]?.subject ?? ''}`, 'stage=build'], withToken);
    expect(decided.err).toBe('');
    expect(decided.status).toBe(1);
    // The link is spent.
    expect(call(['tokens.list', '--sign-in', link], env)).toMatchObject({ status: 2, json: undefined });
  });

  test('what is wrong is said before anything is sent', () => {
    expect(call(['findings.lst'], env)).toMatchObject({
      status: 2,
      err: expect.stringContaining('no operation findings.lst') as string,
    });
    expect(call(['findings.list', 'colour=red'], env).err).toContain('no member for colour=red');
    expect(call(['findings.list', 'limit=many'], env).err).toContain('limit is a number, not many');
    expect(call(['findings.read'], env).err).toContain('needs finding');
  });

  test('a refusal and a server that does not answer say what to do next', () => {
    expect(call(['findings.list'], env).err).toMatch(/Try +Sign in/);
    expect(call(['findings.list', '--server', 'http://127.0.0.1:1']).err).toMatch(/does not answer/);
    expect(call(['findings.list', '--server', 'file:///etc/passwd']).err).toMatch(/no address of a server/);
  });
});
