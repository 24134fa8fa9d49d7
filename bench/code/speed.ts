/**
 * How fast code analysis is on a real project, each figure beside a baseline of the same run.
 *     node tools/run.mjs bench/code/speed.ts FOLDER [--whole] [--staged] [--edits]
 * FOLDER is a work tree, such as a clone of outline/outline at v0.87. Nothing is written into it. Without words all three are measured:
 * --whole   all of it in one thread without a cache, against parsing the same files alone; the peak of memory
 * --staged  a commit of 30 changed files, in a process that just started, against a Node.js that does nothing
 * --edits   what an editor waits for after one change, over 60 files
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSync } from 'oxc-parser';
import { scan } from '../../src/observe/engine/index.ts';
import { analyzer } from '../../src/observe/code/index.ts';
import { Workspace } from '../../src/flows/workspace.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { whole: { type: 'boolean' }, staged: { type: 'boolean' }, edits: { type: 'boolean' } },
});
const folder = resolve(positionals[0] ?? '.');
const all = values.whole === undefined && values.staged === undefined && values.edits === undefined;
const home = mkdtempSync(join(tmpdir(), 'code-speed-'));
process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
const files = globSync('**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}', {
  cwd: folder,
  exclude: (name) => name === 'node_modules',
})
  .filter((path) => !path.endsWith('.d.ts'))
  .sort();

try {
  if (all || values.whole) await whole();
  if (all || values.staged) await staged();
  if (all || values.edits) await edits();
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function whole(): Promise<void> {
  const texts = files.map((path) => [path, readFileSync(join(folder, path), 'utf8')] as const);
  const lines = texts.reduce((sum, [, text]) => sum + text.split('\n').length, 0);
  const parsing = seconds(() => {
    for (const [path, text] of texts) void parseSync(path, text).program;
  });
  const began = performance.now();
  const result = await scan({
    source: { kind: 'working-tree', root: folder },
    analyzers: [{ id: 'code', load: () => Promise.resolve(analyzer) }],
    projectKey: 'bench',
    exclude: [],
    cache: false,
    threads: 0,
  });
  const took = (performance.now() - began) / 1000;
  say('whole project', `${files.length} files, ${lines} lines, ${result.findings.length} findings`);
  say(
    '  cold, one thread',
    `${took.toFixed(2)} s: ${Math.round(lines / took / 1000)} kLOC/s, ${Math.round(files.length / took)} files/s, ${(took / parsing).toFixed(1)} × parsing alone`,
  );
  say('  peak memory', `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
  for (const gap of result.scope.notLookedAt.filter(({ expected }) => !expected).slice(0, 5))
    say('  not looked at', `${gap.path ?? ''} ${gap.reason} ${gap.detail ?? ''}`);
}

/** In a copy: a scan of all of it, then 30 files that change, spread over the project. */
async function staged(): Promise<void> {
  const copy = join(home, 'project');
  cpSync(folder, copy, { recursive: true, filter: (path) => !/\/(?:node_modules|\.git)$/.test(path) });
  git(copy, 'init', '-q');
  git(copy, 'add', '-A');
  git(copy, 'commit', '-qm', 'before');
  const cli = resolve('dist/cli/main.mjs');
  run([cli, 'scan', copy, '--format', 'json']);
  const step = Math.max(1, Math.floor(files.length / 30));
  for (const path of files.filter((_, at) => at % step === 0).slice(0, 30))
    appendFileSync(join(copy, path), '\nexport function addedForTheBench(name) {\n  return `hello ${name}`;\n}\n');
  git(copy, 'add', '-A');
  const nothing = median(9, () => run(['-e', '0']));
  const took = median(9, () => run([cli, 'scan', '--staged', '--quiet', copy]));
  say(
    '30 staged files',
    `${Math.round(took)} ms in a new process, ${(took / nothing).toFixed(1)} × node -e 0 (${Math.round(nothing)} ms)`,
  );
  await Promise.resolve();
}

async function edits(): Promise<void> {
  const workspace = new Workspace(folder);
  await workspace.scan();
  const times: number[] = [];
  const step = Math.max(1, Math.floor(files.length / 60));
  for (const path of files.filter((_, at) => at % step === 0).slice(0, 60)) {
    const text = readFileSync(join(folder, path), 'utf8');
    await workspace.check(path, text);
    for (let key = 0; key < 3; key++) {
      const began = performance.now();
      await workspace.check(path, `${text}\nexport const typed${key} = ${key};\n`);
      times.push(performance.now() - began);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string =>
    `${times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0)} ms`;
  say('after an edit', `p50 ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)}`);
}

function git(at: string, ...words: string[]): void {
  execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.org', ...words], { cwd: at, stdio: 'pipe' });
}

function run(words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status === null || status === 2) throw new Error(stderr);
}

function median(times: number, work: () => void): number {
  const took = Array.from({ length: times }, () => seconds(work) * 1000).sort((a, b) => a - b);
  return took[times >> 1]!;
}

function seconds(work: () => void): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

function say(what: string, text: string): void {
  process.stdout.write(`${what.padEnd(18)} ${text}\n`);
}
