/**
 * What a pre-commit hook pays: the built command against `node -e 0`, interleaved, medians. Caches are warm, but for the
 * line that says otherwise. node bench/start.ts [ROUNDS]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fillExample } from '#observe/secrets';

const rounds = Number(process.argv[2] ?? 41);
const selvedge = resolve(import.meta.dirname, '../bin/selvedge.mjs');
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-start-'));

interface Run {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly exitCode: number;
  /** At most so many times `node -e 0`. */
  readonly limit?: number;
  /** A cache home of its own each time. */
  readonly cold?: boolean;
}

try {
  const clean = repository(
    'clean',
    'export const total = (prices: number[]) => prices.reduce((a, b) => a + b, 0);\n'.repeat(40),
  );
  const leaky = repository('leaky', fillExample(`const token = '{{ghp}}';\n`, 'bench'));
  const declared = repository('declared', fillExample(`const token = '{{ghp}}';\n`, 'bench'), true);
  const staged = [selvedge, 'scan', '--staged'];
  const runs: Run[] = [
    { name: 'node -e 0', args: ['-e', '0'], folder: home, exitCode: 0 },
    { name: 'selvedge --version', args: [selvedge, '--version'], folder: home, exitCode: 0, limit: 1.6 },
    { name: 'scan --staged, clean', args: staged, folder: clean, exitCode: 0, limit: 2 },
    { name: 'scan --staged, a finding and its decision', args: staged, folder: leaky, exitCode: 1, limit: 3.5 },
    { name: 'the same, with a selvedge.yaml', args: staged, folder: declared, exitCode: 1, limit: 3.5 },
    { name: 'the same, every cache cold', args: staged, folder: declared, exitCode: 1, cold: true },
    { name: 'selvedge --help (commander)', args: [selvedge, '--help'], folder: home, exitCode: 0 },
  ];
  const times = runs.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, run] of runs.entries()) {
      const took = timed(run);
      // The first round fills the caches.
      if (round >= 0) times[at]?.push(took);
    }
  }
  const medians = times.map(median);
  const floor = medians[0] ?? Number.NaN;
  for (const [at, { name, limit }] of runs.entries()) {
    const ratio = (medians[at] ?? Number.NaN) / floor;
    const verdict = limit === undefined ? '' : ratio <= limit ? `≤ ${limit}` : `over ${limit}`;
    if (limit !== undefined && ratio > limit) process.exitCode = 1;
    process.stdout.write(
      `${name.padEnd(44)} ${(medians[at] ?? Number.NaN).toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)} × ${verdict}\n`,
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

function timed({ name, args, folder, exitCode, cold }: Run): number {
  const caches = cold === true ? mkdtempSync(join(home, 'cold-')) : join(home, 'caches');
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, SELVEDGE_CACHE_HOME: caches },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const took = performance.now() - start;
  if (status !== exitCode) throw new Error(`${name} ended with ${status} instead of ${exitCode}: ${stderr.toString()}`);
  return took;
}

function repository(name: string, text: string, isDeclared = false): string {
  const folder = join(home, name);
  mkdirSync(join(folder, 'src'), { recursive: true });
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  if (isDeclared) execFileSync(process.execPath, [selvedge, 'init', '--yes'], { cwd: folder, stdio: 'ignore' });
  writeFileSync(join(folder, 'README.md'), '# Bench\n');
  git('add', '.');
  git('commit', '-m', 'First');
  writeFileSync(join(folder, 'src/pay.ts'), text);
  git('add', '.');
  return folder;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
