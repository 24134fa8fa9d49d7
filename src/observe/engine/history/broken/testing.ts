/** Repositories that are damaged, not whole, or hostile: each test has one, and looks at its whole history. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeEach } from 'vitest';
import { scan, type ScanResult } from '../../index.ts';
import { entries } from '../../testing.ts';

export const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-broken-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
export let root: string;
export let count = 0;

beforeEach(() => {
  root = join(home, `repository-${(count += 1)}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});

export function git(...args: string[]): string {
  return gitWith({}, ...args);
}

export function gitWith(
  options: { readonly input?: string | Uint8Array; readonly cwd?: string },
  ...args: string[]
): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'protocol.file.allow=always'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
  const out = execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...options,
  });
  return out.trim();
}

export function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

export function commit(path: string, content: string | Uint8Array): string {
  write(path, content);
  git('add', '-A');
  git('commit', '-q', '-m', path);
  return git('rev-parse', 'HEAD');
}

export function look(
  options: { readonly fileBytes?: number; readonly unreachable?: boolean } = {},
): Promise<ScanResult> {
  return scan({
    source: { kind: 'history', root, unreachable: options.unreachable === true },
    analyzers: entries,
    projectKey: 'k',
    exclude: [],
    cache: false,
    ...(options.fileBytes === undefined ? {} : { budgets: { fileBytes: options.fileBytes } }),
  });
}

export function paths({ findings }: ScanResult): string[] {
  return findings.map(({ location }) => location.path).sort();
}

export function gaps({ scope }: ScanResult): string[] {
  return scope.notLookedAt
    .filter(({ expected }) => !expected)
    .map(({ reason, detail, path }) => `${reason} ${path ?? ''} ${detail ?? ''}`);
}

/** Versions of a file that git packs as deltas of each other, of which one leaks, and another file that leaks. */
export function packed(): void {
  const lines = Array.from({ length: 300 }, (_, i) => `line ${i} of ${(i * 7919) % 1000}`);
  for (let i = 0; i < 8; i++) commit('grown.txt', [...lines, `more ${i}`, i === 3 ? 'LEAK' : ''].join('\n'));
  commit('other.txt', 'LEAK\n');
  git('gc', '-q', '--aggressive', '--prune=now');
}

/** Written as git would, but faster; returns its id. */
export function object(kind: 'blob' | 'tree', content: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  const oid = createHash('sha1').update(bytes).digest('hex');
  write(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`, deflateSync(bytes));
  return oid;
}

export function workIn(repository: string): void {
  root = repository;
}
