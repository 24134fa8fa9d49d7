/**
 * What a commit waits for while a server runs: the hook that `selvedge init` writes, answered over its socket, against `node -e 0` and against the
 * command itself, interleaved, medians. Needs curl. node bench/hook.ts [ROUNDS]
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fillExample } from '#observe/secrets';

const rounds = Number(process.argv[2] ?? 41);
const selvedge = resolve(import.meta.dirname, '../bin/selvedge.mjs');
const resident = resolve(import.meta.dirname, '../src/faces/cli/resident.ts');
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-hook-'));
const data = join(home, 'data');
const env = { ...process.env, SELVEDGE_DATA_HOME: data, SELVEDGE_CACHE_HOME: join(home, 'cache') };
mkdirSync(data);

const server = spawn(
  process.execPath,
  [
    '-e',
    `import(${JSON.stringify(resident)}).then(({ startResident }) => startResident(${JSON.stringify(data)})).then(() => { console.log('up'); setInterval(() => {}, 1e6); });`,
  ],
  { env, stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  await new Promise((done) => {
    server.stdout.once('data', done);
  });
  const clean = repository('clean', 'export const total = (prices: number[]) => prices.reduce((a, b) => a + b, 0);\n');
  const leaky = repository('leaky', fillExample(`const token = '{{ghp}}';\n`, 'bench'));
  const hook = ['.git/hooks/pre-commit'];
  const runs = [
    { name: 'node -e 0', program: process.execPath, args: ['-e', '0'], folder: clean },
    { name: 'the hook, a server running, clean', program: 'sh', args: hook, folder: clean },
    { name: 'the hook, a server running, a finding', program: 'sh', args: hook, folder: leaky },
    {
      name: 'the command itself, clean',
      program: process.execPath,
      args: [selvedge, 'scan', '--staged', '--quiet'],
      folder: clean,
    },
  ];
  const times = runs.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [at, { program, args, folder }] of runs.entries()) {
      const start = performance.now();
      spawnSync(program, args, { cwd: folder, env, stdio: 'ignore' });
      if (round >= 0) times[at]?.push(performance.now() - start);
    }
  }
  const medians = times.map((values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN);
  for (const [at, { name }] of runs.entries())
    process.stdout.write(
      `${name.padEnd(40)} ${(medians[at] ?? Number.NaN).toFixed(1).padStart(7)} ms  ${((medians[at] ?? Number.NaN) / (medians[0] ?? Number.NaN)).toFixed(2)} ×\n`,
    );
} finally {
  server.kill();
  rmSync(home, { recursive: true, force: true });
}

function repository(name: string, text: string): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-b', 'main');
  execFileSync(process.execPath, [selvedge, 'init', '--yes', '--hook'], { cwd: folder, env, stdio: 'ignore' });
  writeFileSync(join(folder, 'pay.ts'), text);
  git('add', '.');
  return folder;
}
