/** Scans with analyzers that look for LEAK. Each test has a folder, a cache and, where it asks, a repository of its own. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach } from 'vitest';
import type { NotLookedAt } from '#ground/model';
import { type Budgets, scan, type ScanRequest, type ScanResult } from '../index.ts';
import { entries } from '../testing.ts';

export const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-engine-')));
chmodSync(home, 0o755);
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
export const here = (file: string): string => pathToFileURL(join(import.meta.dirname, '..', file)).href;
const workerFile = join(home, 'worker.ts');

writeFileSync(
  workerFile,
  `import { runWorker } from '${here('index.ts')}';\nimport { entries } from '${here('testing.ts')}';\nawait runWorker(entries);\n`,
);

export const worker = pathToFileURL(workerFile);
export let root: string;
export let cacheHome: string;
export const keys = join(home, 'keys');
export let count = 0;

beforeEach(() => {
  count += 1;
  root = join(home, `tree-${count}`);
  cacheHome = join(home, `cache-${count}`);
  mkdirSync(root);
});

export function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

export function run(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

export function repository(): void {
  run('init', '-q', '-b', 'main');
  run('config', 'user.name', 'Ada');
  run('config', 'user.email', 'ada@example.org');
}

export function commit(): string {
  run('add', '-A');
  run('commit', '-qm', 'change', '--allow-empty');
  return run('rev-parse', 'HEAD').trim();
}

export type Settings = Partial<Omit<ScanRequest, 'budgets'>> & { budgets?: Partial<Budgets> };

export const look = (settings: Settings = {}): Promise<ScanResult> =>
  scan({
    source: { kind: 'working-tree', root },
    analyzers: entries,
    projectKey: 'test',
    exclude: [],
    cache: false,
    ...settings,
  });

export const rescan = (settings: Settings = {}): Promise<ScanResult> =>
  look({ cache: { home: cacheHome, keys }, ...settings });

export const found = (result: ScanResult): string[] =>
  result.findings.map(({ location }) => `${location.path}:${location.startLine}`);

export const gaps = (result: ScanResult): string[] =>
  result.scope.notLookedAt.map(
    (gap) =>
      `${gap.path ?? '*'} ${gap.reason}${gap.by === undefined ? '' : ` by ${gap.by}`}${gap.expected ? '' : ' !'}`,
  );

export const gapAt = (result: ScanResult, path: string): NotLookedAt | undefined =>
  result.scope.notLookedAt.find((gap) => gap.path === path);

/** Time stamps younger than a scan are not trusted by the next one. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

export const range = (from: string, to?: string): Promise<ScanResult> =>
  look({ source: { kind: 'range', root, from, ...(to === undefined ? {} : { to }) } });
