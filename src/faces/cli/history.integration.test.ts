import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';
import { ScanReportDocument } from './json.schema.ts';

// These run the built command in a repository whose past holds a token that HEAD has no more.
const selvedge = resolve(import.meta.dirname, '../../../bin/selvedge.mjs');
const home = mkdtempSync(join(tmpdir(), 'selvedge-cli-history-'));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const token = fillExample('{{ghp}}', 'history');
const root = join(home, 'project');
let brought: string;

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: '2024-03-01T10:00:00Z' };
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8', env, stdio: 'pipe' }).trim();
}

beforeAll(() => {
  execFileSync('git', ['init', '-q', '-b', 'main', root]);
  writeFileSync(join(root, 'pay.ts'), `const a = 1;\nconst token = '${token}';\n`);
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  brought = git('rev-parse', 'HEAD');
  writeFileSync(join(root, 'pay.ts'), 'const a = 1;\n');
  git('commit', '-q', '-am', 'two');
});

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    SELVEDGE_CACHE_HOME: join(home, 'cache'),
    SELVEDGE_DATA_HOME: join(home, 'data'),
  };
  const result = spawnSync(process.execPath, [selvedge, 'scan', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

test('A person reads what brought a secret, that HEAD has it no more, and to revoke it [3:secrets-history]', () => {
  const { code, out } = run('--history');
  expect(code).toBe(1);
  expect(out).toContain('1 finding blocks this repository.');
  expect(out).toContain('pay.ts:2:16');
  expect(out).toContain(`commit ${brought.slice(0, 12)} of 2024-03-01 by Ada Lovelace, in pay.ts`);
  expect(out).toContain('HEAD has it no more');
  expect(out).toMatch(/>\s+2/);
  expect(out).toContain('file versions of the history');
});

test('Programs read the same, in each format [3:secrets-history]', () => {
  const document = JSON.parse(run('--history', '--format', 'json').out) as {
    findings: { message: string; history: object }[];
  };
  expect(ScanReportDocument.safeParse(document).error).toBeUndefined();
  expect(document.findings).toHaveLength(1);
  expect(document.findings[0]?.message).toContain('gone from HEAD');
  const history = { inHead: false, introducedCount: 1, introduced: [{ commit: brought, author: 'Ada Lovelace' }] };
  expect(document.findings[0]?.history).toMatchObject(history);
  const log = JSON.parse(run('--history', '--format', 'sarif').out) as {
    runs: [{ results: [{ message: { text: string }; properties: { history: object } }] }];
  };
  expect(log.runs[0].results[0].properties.history).toMatchObject(history);
  expect(log.runs[0].results[0].message.text).toContain('revoke it all the same');
  expect(run('--history', '--format', 'markdown').out).toContain(
    `commit ${brought.slice(0, 12)} of 2024-03-01 by Ada Lovelace`,
  );
});

test('Neither the value nor an address of e-mail is in any format, or kept [3:secrets-history]', () => {
  const all = ['pretty', 'json', 'sarif', 'markdown'].map(
    (format) => run('--history', '--verbose', '--format', format).out,
  );
  const kept = filesBelow(home)
    .filter((path) => !path.startsWith(root))
    .map((path) => readFileSync(path, 'latin1'));
  expect(kept.length).toBeGreaterThan(0);
  for (const text of [...all, ...kept]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain('ada@example.org');
  }
});

test('A scan of what is there now passes', () => {
  expect(run().code).toBe(0);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
