import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { carryOut, planInit } from '#flows/init';
import { fillExample } from '#observe/secrets';
import { type Resident, startResident } from './resident.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const before = ['SELVEDGE_CACHE_HOME', 'SELVEDGE_DATA_HOME', 'GIT_INDEX_FILE'].map(
  (name) => [name, process.env[name]] as const,
);
let home: string;
let data: string;
let project: string;
let resident: Resident | undefined;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-resident-'));
  data = join(home, 'data');
  project = join(home, 'a project');
  mkdirSync(project);
  mkdirSync(data, { mode: 0o700 });
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = data;
  git('init', '-q', '-b', 'main');
  // Whoever is asked instead of the server says so.
  const fallback = join(home, 'fallback.sh');
  writeFileSync(fallback, 'echo "the command itself: $*"\n');
  await carryOut(await planInit(project, { node: '/bin/sh', script: fallback }), true);
});
afterEach(async () => {
  await resident?.close();
  resident = undefined;
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const token = fillExample('{{ghp}}', 'resident');

describe.skipIf(!hasCurl)(
  `a commit hook beside a running server${hasCurl ? '' : ' (skipped: there is no curl here)'}`,
  () => {
    test('is answered by the server, as the command would [3:secrets-resident-hook]', async () => {
      resident = await startResident(data);
      write('clean.ts', 'export const fine = 1;\n');
      expect(await commit()).toMatchObject({ code: 0, text: '' });
      write('pay.ts', `export const a = '${token}';\n`);
      const { code, text } = await commit();
      expect(code).toBe(1);
      expect(text).toContain('pay.ts:1:');
      expect(text).not.toContain(token);
      expect(text).not.toContain('the command itself');
    });

    test('looks at the index of the very commit: one of named paths has its own', async () => {
      resident = await startResident(data);
      write('clean.ts', 'export const fine = 1;\n');
      write('pay.ts', `export const a = '${token}';\n`);
      git('add', '.');
      expect(await commit('clean.ts')).toMatchObject({ code: 0 });
      expect(await commit('pay.ts')).toMatchObject({ code: 1 });
    });

    test('runs the command when nobody listens, or who listens does not answer so', async () => {
      write('clean.ts', 'export const fine = 1;\n');
      expect(await commit()).toMatchObject({
        code: 0,
        text: expect.stringContaining('the command itself: scan --staged --quiet'),
      });
      const stranger: Server = createServer((socket) =>
        socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nwhatever'),
      );
      await new Promise<void>((done) => stranger.listen(join(data, 'hook.sock'), done));
      write('clean.ts', 'export const fine = 2;\n');
      const { text } = await commit();
      await new Promise((done) => {
        stranger.close(done);
      });
      expect(text).toContain('the command itself');
    });

    test('one server answers, and the next takes the place of one that was killed', async () => {
      resident = await startResident(data);
      expect(statSync(join(data, 'hook.sock')).mode & 0o777).toBe(0o600);
      expect(await startResident(data)).toBeUndefined();
      await resident?.close();
      writeFileSync(join(data, 'hook.sock'), 'left behind');
      resident = await startResident(data);
      expect(resident).toBeDefined();
    });
  },
);

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
    cwd: project,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

function write(path: string, text: string): void {
  writeFileSync(join(project, path), text);
}

/** As a person commits, without `selvedge` in the path. The server of the test is in this process, which must not wait for git in vain. */
function commit(...paths: readonly string[]): Promise<{ code: number; text: string }> {
  if (paths.length === 0) git('add', '.');
  return new Promise((done) => {
    execFile(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-qm', 'x', ...paths],
      { cwd: project, env: { PATH: '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' } },
      (error, out, err) => done({ code: error === null ? 0 : Number(error.code), text: out + err }),
    );
  });
}
