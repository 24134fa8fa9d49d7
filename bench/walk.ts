/**
 * Two ratios that the engine must reach, best of interleaved rounds, whole processes as built, warm page cache; beside them what
 * either took of all processors, which says more where others work on the machine:
 * - walk + read + secrets and decisions over a tree of at least 300 MB, without a cache, against ripgrep with some 240 keywords (≤ 1.3);
 * - a scan of an unchanged tree of 10,000 files with its cache, against `git status` (≤ 3).
 * node bench/walk.ts [ROUNDS]     The tree is copied from what is installed, into the temporary folder.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const rounds = Number(process.argv[2] ?? 7);
const project = resolve(import.meta.dirname, '..');
const selvedge = join(project, 'bin/selvedge.mjs');
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-walk-'));
const environment = {
  ...process.env,
  SELVEDGE_CACHE_HOME: join(home, 'cache'),
  SELVEDGE_DATA_HOME: join(home, 'data'),
};

/** POSIX `times` tells what the shell's children took: "0m0.50s 0m0.12s" on its second line. */
const shell = '"$@" >/dev/null; code=$?; times; exit $code';

try {
  const large = largeTree(join(home, 'large'), 320_000_000);
  const keywords = join(home, 'keywords');
  const words = keywordsOf(join(project, 'src/observe/secrets/rules'));
  writeFileSync(keywords, words.join('\n'));
  process.stdout.write(
    `a tree of ${large.files} files, ${(large.bytes / 1e6).toFixed(0)} MB; ${words.length} keywords\n`,
  );
  compare(
    {
      name: `ripgrep -F, ${words.length} keywords`,
      command: ['rg', '-F', '-f', keywords, '--count', '--no-ignore', '--hidden', join(home, 'large')],
    },
    {
      name: 'selvedge: walk + read + secrets',
      command: [process.execPath, selvedge, 'scan', '--no-cache', join(home, 'large')],
    },
    1.3,
  );
  const many = manyFiles(join(home, 'many'), 10_000);
  spawnSync(process.execPath, [selvedge, 'scan', many], { env: environment });
  compare(
    { name: 'git status, 10,000 files', command: ['git', '-C', many, 'status'] },
    { name: 'selvedge: rescan, nothing changed', command: [process.execPath, selvedge, 'scan', many] },
    3,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

/** Milliseconds. */
interface Times {
  readonly wall: number;
  readonly processors: number;
}

function compare(peer: Contender, own: Contender, limit: number): void {
  const times: [Times[], Times[]] = [[], []];
  for (let round = -1; round < rounds; round += 1) {
    for (const [i, contender] of [peer, own].entries()) {
      const took = timed(contender);
      if (round >= 0) times[i]?.push(took);
    }
  }
  const [theirs, ours] = times.map((each) => ({
    wall: Math.min(...each.map(({ wall }) => wall)),
    processors: Math.min(...each.map(({ processors }) => processors)),
  })) as [Times, Times]; // one for each contender
  const line = (name: string, { wall, processors }: Times, digits: number, unit: string): void =>
    void process.stdout.write(
      `${name.padEnd(40)} ${wall.toFixed(digits).padStart(7)} ${unit} ${processors.toFixed(digits).padStart(7)} ${unit} of processors\n`,
    );
  line(peer.name, theirs, 0, 'ms');
  line(own.name, ours, 0, 'ms');
  const ratio = { wall: ours.wall / theirs.wall, processors: ours.processors / theirs.processors };
  line(`ratio, ${ratio.wall <= limit ? '≤' : 'over'} ${limit}`, ratio, 2, ' ×');
  process.stdout.write('\n');
  if (ratio.wall > limit) process.exitCode = 1;
}

function timed({ name, command }: Contender): Times {
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync('sh', ['-c', shell, 'sh', ...command], {
    env: environment,
    encoding: 'utf8',
  });
  const wall = performance.now() - started;
  if (error !== undefined || (status !== 0 && status !== 1))
    throw new Error(`${name} failed: ${error?.message ?? stderr}`);
  const spent = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return {
    wall,
    processors: spent.reduce((sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds), 0),
  };
}

/** Text files of what is installed on this machine, until there are enough of them. */
function largeTree(into: string, wanted: number): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (let copy = 0; bytes < wanted && copy < 20; copy++) {
    for (const source of [
      join(project, 'node_modules'),
      '/usr/lib/python3',
      '/usr/lib/python3.11',
      '/usr/include',
      '/usr/share/doc',
      '/usr/share/perl',
    ]) {
      if (!existsSync(source)) continue;
      for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
        if (bytes >= wanted) break;
        if (!entry.isFile() || !/\.(?:[cm]?[jt]sx?|json|md|map|py|h|txt|css|html|ya?ml|p[lm])$/.test(entry.name))
          continue;
        const from = join(entry.parentPath, entry.name);
        const { size } = statSync(from);
        if (size > 4_000_000) continue;
        const to = join(into, String(copy), from.startsWith(project) ? from.slice(project.length) : from);
        mkdirSync(dirname(to), { recursive: true });
        copyFileSync(from, to);
        files += 1;
        bytes += size;
      }
    }
  }
  return { files, bytes };
}

function manyFiles(root: string, count: number): string {
  for (let i = 0; i < count; i += 1) {
    const folder = join(root, `src/part-${i % 40}/module-${Math.floor(i / 40) % 10}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `file-${i}.ts`),
      `// file ${i}\nexport const value${i} = ${i};\n${'const x = compute(1, 2, 3);\n'.repeat(20 + (i % 100))}`,
    );
  }
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', root, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      stdio: 'ignore',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'all');
  // Both remember by time stamps, and trust none that is as young as their own look.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
  git('status');
  return root;
}

/** Literal beginnings of what rules search for, and the providers' names: what a keyword filter would be given. */
function keywordsOf(rules: string): string[] {
  const common = new Set([
    'access',
    'account',
    'admin',
    'api',
    'app',
    'auth',
    'basic',
    'client',
    'connection',
    'database',
    'generic',
    'key',
    'oauth',
    'password',
    'private',
    'secret',
    'server',
    'service',
    'string',
    'test',
    'token',
    'url',
    'web',
    'json',
    'live',
    'config',
    'fine',
    'grained',
    'personal',
    'project',
    'hub',
    'sql',
    'storage',
    'user',
    'bot',
    'cloud',
    'origin',
    'one',
    'new',
    'face',
    'open',
    'square',
    'linear',
    'notion',
    'plaid',
    'fly',
    'age',
    'hugging',
    'bearer',
    'docker',
    'google',
    'netlify',
    'npm',
    'git',
    'github',
    'npmrc',
    'relic',
    'crates',
    'webhook',
    'integration',
  ]);
  const words = new Set<string>();
  for (const file of readdirSync(rules)) {
    for (const word of file.replace(/\.yaml$/, '').split('-'))
      if (word.length > 3 && !common.has(word)) words.add(word);
    for (const [literal] of readFileSync(join(rules, file), 'utf8').matchAll(
      /\b[A-Za-z]{2,12}[_-](?=[[(\\]|[a-z]{2,6}[_-])/g,
    ))
      words.add(literal);
  }
  return [...words].slice(0, 240);
}
