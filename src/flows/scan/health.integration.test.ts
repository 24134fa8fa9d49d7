import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scanAndDecide, type ScanReport } from '../scan.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-health-'));
const names = ['SELVEDGE_DATA_HOME', 'SELVEDGE_CACHE_HOME', 'NPM_CONFIG_REGISTRY'] as const;
const before = names.map((name) => process.env[name]);
const asked: string[] = [];
let registry: Server;
let root: string;
let count = 0;

beforeAll(async () => {
  registry = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isKnown = request.url === '/native';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    const time = { '1.0.0': '2020-01-01T00:00:00Z', '1.1.0': new Date(Date.now() - 7_200_000).toISOString() };
    const versions = { '1.0.0': { dist: {} }, '1.1.0': { dist: {} } };
    response.end(isKnown ? JSON.stringify({ name: 'native', time, versions }) : '{}');
  });
  await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['NPM_CONFIG_REGISTRY'] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  for (const [i, name] of names.entries()) {
    const value = before[i];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await new Promise((done) => registry.close(done));
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

beforeEach(() => {
  root = join(home, `project-${count++}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
  asked.length = 0;
});

function git(...args: string[]): void {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  execFileSync('git', [...author, ...args], { cwd: root, stdio: 'pipe' });
}

function writeLockfile(version: string, hasInstallScript: boolean): void {
  const packages = {
    '': { name: 'shop', dependencies: { native: '^1.0.0' } },
    'node_modules/native': { version, ...(hasInstallScript && { hasInstallScript }) },
  };
  writeFileSync(join(root, 'package.json'), '{ "name": "shop", "dependencies": { "native": "^1.0.0" } }\n');
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ name: 'shop', lockfileVersion: 3, packages }, null, 2),
  );
}

const found = ({ findings }: ScanReport) => findings.map(({ rule, attributes }) => [rule, attributes['version']]);

describe('[4:install-scripts] a change that makes a dependency run code at its installation', () => {
  test('is told before it is committed, before it is merged, and where there was no commit yet nothing is compared', async () => {
    writeLockfile('1.0.0', false);
    git('add', '-A');
    expect(found(await scanAndDecide({ path: root, source: { kind: 'staged' } }))).toEqual([]);
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'change');
    writeLockfile('1.1.0', true);
    git('add', '-A');
    const expected = [['dependencies/install-script-added', '1.1.0']];
    expect(found(await scanAndDecide({ path: root, source: { kind: 'staged' } }))).toEqual(expected);
    git('commit', '-qm', 'two');
    expect(found(await scanAndDecide({ path: root, source: { kind: 'since', revision: 'main' } }))).toEqual(expected);
    expect(found(await scanAndDecide({ path: root, source: { kind: 'working-tree' } }))).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('[4:cooldown] scan --health', () => {
  test('asks the registry that npm would ask, and no other time', async () => {
    writeLockfile('1.1.0', false);

    expect(found(await scanAndDecide({ path: root, source: { kind: 'working-tree' } }))).toEqual([]);
    expect(asked).toEqual([]);
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, health: true });
    expect(found(report)).toEqual([['dependencies/too-young', '1.1.0']]);
    expect(asked).toEqual(['/native']);
  });
});
