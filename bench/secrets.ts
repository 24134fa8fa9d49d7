/**
 * How fast the secrets analyzer is.
 *     node bench/secrets.ts [MEGABYTES]
 * Speed, on a copy in memory of what node_modules holds, as CPU time of one thread, best of interleaved rounds: the kernel and the whole
 * extract step against plain searches of the same bytes in the same run. Start-up: reading and opening the assets, in fresh processes.
 * How right it is, bench/secrets-accuracy.ts says.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { assetPath } from '#ground/places';
import { analyzer, fillExample } from '#observe/secrets';

const root = resolve(import.meta.dirname, '..');
const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const peer = 'rg';
const session = analyzer.open(assets, { projectKey: 'bench' });

speed(Number(process.argv[2] ?? 100) * 1e6);
opening();

function speed(limit: number): void {
  const files = textsUnder(join(root, 'node_modules'), limit);
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  const keywords = ['ghp_', 'sk_live_', 'AKIA', 'xoxb-', 'AIza', 'glpat-', 'SG.', 'npm_', 'hvs.', 'dop_v1_'];
  let findings = 0;
  const contenders = {
    'extract: all rules': () => {
      findings = 0;
      for (const { path, bytes } of files)
        findings += session.extract({ path, size: bytes.length, bytes }, Infinity).facts?.length ?? 0;
    },
    'Buffer.includes, one keyword': () => files.filter(({ bytes }) => bytes.includes('ghp_')).length,
    [`Buffer.includes, ${keywords.length} keywords`]: () =>
      files.filter(({ bytes }) => keywords.some((word) => bytes.includes(word))).length,
    [`RegExp, ${keywords.length} keywords`]: () =>
      files.filter(({ bytes }) => new RegExp(keywords.join('|')).test(bytes.toString('latin1'))).length,
  };
  const best = new Map<string, number>();
  for (let round = 0; round < 4; round += 1) {
    for (const [name, run] of Object.entries(contenders)) {
      const started = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(started);
      best.set(name, Math.min(best.get(name) ?? Infinity, (user + system) / 1e6));
    }
  }
  print(`${files.length} files, ${megabytes.toFixed(0)} MB, ${findings} findings; one thread, CPU time`);
  for (const [name, seconds] of best)
    print(`  ${name.padEnd(30)} ${(megabytes / seconds).toFixed(0).padStart(6)} MB/s`);
  ripgrep(files, megabytes, best.get('extract: all rules') ?? 0);
}

/** ripgrep on one thread over one file with the same bytes, for 240 keywords; its start-up included, which is small here. */
function ripgrep(files: readonly { bytes: Buffer }[], megabytes: number, ours: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-secrets-'));
  try {
    writeFileSync(join(folder, 'text'), Buffer.concat(files.map(({ bytes }) => bytes)));
    const words = Array.from({ length: 240 }, (_, index) => fillExample('{{random:lower:4}}_', `keyword ${index}`));
    writeFileSync(join(folder, 'words'), words.join('\n'));
    let best = Infinity;
    for (let round = 0; round < 4; round += 1) {
      const started = performance.now();
      const run = spawnSync(peer, ['-a', '-j', '1', '-F', '-c', '-f', join(folder, 'words'), join(folder, 'text')]);
      if (run.error !== undefined) return print('  ripgrep is not here: not compared');
      best = Math.min(best, (performance.now() - started) / 1000);
    }
    print(
      `  ripgrep, 240 keywords, wall     ${(megabytes / best).toFixed(0).padStart(5)} MB/s; extract takes ${(ours / best).toFixed(2)} × as long`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Text files of the tree, in order of name, up to `limit` bytes in all. */
function textsUnder(folder: string, limit: number): { path: string; bytes: Buffer }[] {
  const found: { path: string; bytes: Buffer }[] = [];
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const path = join(folder, entry);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (total >= limit || stat === undefined || !stat.isFile() || stat.size > 4e6) continue;
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 8000).includes(0)) continue;
    total += bytes.length;
    found.push({ path: entry, bytes });
  }
  return found;
}

function opening(): void {
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now();
    const fresh = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
    analyzer.open(fresh, { projectKey: 'bench' }).extract({ path: 'a', size: 1, bytes: Buffer.from('a') }, Infinity);
    return performance.now() - started;
  }).sort((a, b) => a - b);
  const sizes = analyzer.assets.map((name) => `${name} ${(statSync(assetPath(name)).size / 1000).toFixed(0)} kB`);
  print(
    `reading, opening and one small file: median ${times[7]?.toFixed(2)} ms, worst ${times.at(-1)?.toFixed(2)} ms (${sizes.join(', ')})`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
