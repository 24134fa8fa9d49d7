/** Runs the built command (bin/selvedge.mjs, dist/cli) as a person does, in real repositories: each test has a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { fillExample } from '#observe/secrets';

export const selvedge = resolve(import.meta.dirname, '../../../../bin/selvedge.mjs');
export const home = mkdtempSync(join(tmpdir(), 'selvedge-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
export const token = fillExample('{{ghp}}', 'cli');
export const other = fillExample('{{ghp}}', 'another');
let count = 0;
export let folder: string;

beforeEach(() => {
  count += 1;
  folder = join(home, `project-${count}`);
  mkdirSync(folder);
});

export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: Record<string, string> } = {},
): Result {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    SELVEDGE_CACHE_HOME: join(home, 'cache'),
    SELVEDGE_DATA_HOME: join(home, 'data'),
    ...options.env,
  };
  const result = spawnSync(process.execPath, [selvedge, ...args], {
    cwd: options.cwd ?? folder,
    env,
    encoding: 'utf8',
    input: options.input ?? '',
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** What depends on the machine's speed and on chance is written the same each time. */
export function steady({ out, err }: Result): string {
  return (out + err)
    .replace(/in \d+(\.\d+)? m?s\b/g, 'in 9 ms')
    .replace(/· \d+(\.\d+)? m?s ·/g, '· 9 ms ·')
    .replace(/with \d+ rules/g, 'with 99 rules')
    .replace(/fnd_[0-9a-f]{10,32}/g, 'fnd_0123456789')
    .replaceAll(folder, '/project')
    .replace(/project-\d+/g, 'project');
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

export function repository(): void {
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  write('README.md', '# Shop\n');
  git('add', '.');
  git('commit', '-qm', 'First');
}

export const pay = `export function charge(order) {
  const client = github({
    retries: 3,
    token: '${token}',
  });
  return client.charge(order);
}
`;

export function tomorrow(): string {
  return new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
