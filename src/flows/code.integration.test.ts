import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scanAndDecide, type ScanReport, type ScanRequest } from './scan.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-code-')));
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const route = `import express from 'express';
import { find } from './customers.js';

const app = express();
app.get('/customers', async (req, res) => {
  res.json(await find(req.query.name));
});
`;
const parameterised = `import pg from 'pg';
const pool = new pg.Pool();

export async function find(name) {
  return (await pool.query('select * from customer where name = $1', [name])).rows;
}
`;
const concatenated = parameterised.replace(
  `'select * from customer where name = $1', [name]`,
  "`select * from customer where name = '${name}'`",
);

let root: string;
let count = 0;
beforeEach(() => {
  root = join(home, `p${count++}`);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...words: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...words], {
    cwd: root,
    stdio: 'pipe',
  });
}

function look(source: ScanRequest['source'], more: Partial<ScanRequest> = {}): Promise<ScanReport> {
  return scanAndDecide({ path: root, source, threads: 0, ...more });
}

function told({ findings }: ScanReport): string[] {
  return findings
    .filter(({ rule }) => rule.startsWith('code/'))
    .map(({ rule, location }) => `${rule} ${location.path}:${location.startLine}`);
}

test('Data is followed from a request in one file to a query in another [5:taint]', async () => {
  write('src/routes.js', route);
  write('src/customers.js', concatenated);
  const report = await look({ kind: 'working-tree' });
  expect(told(report)).toEqual(['code/sql-injection src/customers.js:5']);
  const { trace = [] } = report.findings[0]!;
  expect(trace[0]!.location).toMatchObject({ path: 'src/routes.js', startLine: 6 });
  expect(trace[0]!.code).toBe('  res.json(await find(req.query.name));');
  expect(trace.at(-1)?.location).toMatchObject({ path: 'src/customers.js', startLine: 5 });
});

test('A query with parameters is none of it, nor is a number', async () => {
  write('src/routes.js', route);
  write('src/customers.js', parameterised);
  expect(told(await look({ kind: 'working-tree' }))).toEqual([]);
  write('src/routes.js', route.replace('find(req.query.name)', 'find(Number(req.query.name))'));
  write('src/customers.js', concatenated);
  expect(told(await look({ kind: 'working-tree' }))).toEqual([]);
});

describe('A change', () => {
  beforeEach(() => {
    write('src/routes.js', route);
    write('src/customers.js', parameterised);
    write('src/other.js', 'export const other = 1;\n');
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'before');
  });

  test('that is staged answers for what it makes of data from files beside it [5:incremental]', async () => {
    await look({ kind: 'working-tree' });
    write('src/customers.js', concatenated);
    git('add', '-A');
    expect(told(await look({ kind: 'staged' }))).toEqual(['code/sql-injection src/customers.js:5']);
  });

  test('answers at the merge for a way that goes through a line that it adds, with nothing known before [5:incremental]', async () => {
    git('checkout', '-qb', 'work');
    write('src/customers.js', concatenated);
    git('commit', '-qam', 'work');
    const since = { kind: 'since', revision: 'main' } as const;
    expect(told(await look(since, { cache: false }))).toEqual(['code/sql-injection src/customers.js:5']);
  });

  test('does not answer for what was there before', async () => {
    write('src/customers.js', concatenated);
    git('commit', '-qam', 'as it was');
    git('checkout', '-qb', 'work');
    write('src/other.js', 'export const other = 2;\n');
    write('src/customers.js', `${concatenated}export const more = 1;\n`);
    git('commit', '-qam', 'work');
    expect(told(await look({ kind: 'since', revision: 'main' }, { cache: false }))).toEqual([]);
  });
});

test('An edit in an editor is looked at together with the files beside it [5:incremental] [5:lsp]', async () => {
  const { Workspace } = await import('./workspace.ts');
  write('src/routes.js', route);
  write('src/customers.js', parameterised);
  const workspace = new Workspace(root);
  expect(told(await workspace.scan())).toEqual([]);
  expect(told(await workspace.check('src/customers.js', concatenated))).toEqual([
    'code/sql-injection src/customers.js:5',
  ]);
  expect(told(await workspace.check('src/customers.js', parameterised))).toEqual([]);
});

test('A project describes its own library in a few lines, and is told where it is wrong [5:own-models]', async () => {
  write(
    'src/jobs.js',
    "import { nextJob } from 'acme-queue';\nimport { run } from 'acme-shell';\nrun(nextJob().command);\n",
  );
  write(
    '.selvedge/models/acme-queue.yaml',
    "language: javascript\nlibrary: acme-queue\nsources:\n  - { path: 'acme-queue#nextJob()', kind: message }\n",
  );
  write(
    '.selvedge/models/acme-shell.yaml',
    "language: javascript\nlibrary: acme-shell\nsinks:\n  - { path: 'acme-shell#run()', kind: command, arg: 0 }\n",
  );
  expect(told(await look({ kind: 'working-tree' }))).toEqual(['code/command-injection src/jobs.js:3']);
  write(
    '.selvedge/models/acme-shell.yaml',
    "language: javascript\nlibrary: acme-shell\nsinks:\n  - { path: 'acme-shell#run(', kind: command, arg: 0 }\n",
  );
  await expect(look({ kind: 'working-tree' })).rejects.toThrow(/acme-shell\.yaml:4:\d+: .*run\(/);
});
