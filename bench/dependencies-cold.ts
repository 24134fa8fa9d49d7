/**
 * A cold `selvedge scan` of a lockfile: the built command against `node -e 0`, one after the other, in CPU time (user and system, of the process
 * and its threads) and on the clock. `node bench/dependencies-cold.ts [--rounds 21] [--advisories FOLDER]`; FOLDER has OSV dumps, which make the
 * index as large as it is for others. The lockfile has 1,500 packages, each with two others, and 20 of them are affected. Facts are never kept
 * from one round to the next; what V8 compiled is, as at the second scan on a machine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, advisories: { type: 'string' } },
});
const packages = 1_500;
const affected = 20;
const selvedge = resolve(import.meta.dirname, '../bin/selvedge.mjs');
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-cold-'));
const caches = join(home, 'caches');
const environment = { ...process.env, SELVEDGE_CACHE_HOME: caches, SELVEDGE_DATA_HOME: join(home, 'data') };

try {
  const empty = repository('empty', {});
  const locked = repository('locked', {
    'package.json': `${JSON.stringify({ name: 'big', version: '1.0.0', dependencies: { [nameOf(0)]: '^1.0.0' } }, null, 2)}\n`,
    'package-lock.json': lockfile(),
  });
  advisories();
  const runs = [
    { name: 'node -e 0', args: ['-e', '0'], folder: empty },
    { name: 'selvedge scan, one line of text', args: [selvedge, 'scan'], folder: empty },
    { name: `selvedge scan, ${packages} packages`, args: [selvedge, 'scan'], folder: locked },
  ].map((run) => ({ ...run, cpu: [] as number[], clock: [] as number[] }));
  for (let round = -1; round < Number(values.rounds); round += 1)
    for (const { args, folder, cpu, clock } of runs) {
      forgetFacts();
      const since = { cpu: childrenMilliseconds(), clock: performance.now() };
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      });
      const took = { cpu: childrenMilliseconds() - since.cpu, clock: performance.now() - since.clock };
      if (status === 2 || (folder === locked && !stdout.includes(`${affected} findings`)))
        throw new Error(`${args.join(' ')} ended with ${status}: ${stdout.slice(0, 2000)} ${stderr}`);
      // The first round fills the caches.
      if (round < 0) continue;
      cpu.push(took.cpu);
      clock.push(took.clock);
    }
  const [floor] = runs;
  for (const { name, cpu, clock } of runs) {
    const ratio = mean(cpu) / mean(floor?.cpu ?? []);
    process.stdout.write(
      `${name.padEnd(36)} ${mean(cpu).toFixed(0).padStart(5)} ms CPU ${ratio.toFixed(2).padStart(6)} ×   ${median(clock).toFixed(0).padStart(5)} ms ${(median(clock) / median(floor?.clock ?? [])).toFixed(2).padStart(6)} ×\n`,
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** What V8 compiled stays, as for the second project that somebody scans. */
function forgetFacts(): void {
  mkdirSync(caches, { recursive: true });
  for (const kept of readdirSync(caches))
    if (kept !== 'compiled') rmSync(join(caches, kept), { recursive: true, force: true });
}

function nameOf(index: number): string {
  return index % 5 === 0 ? `@scope-${index % 40}/package-${index}` : `package-${index}`;
}

function versionOf(index: number): string {
  return `${(index % 9) + 1}.${index % 31}.${index % 17}`;
}

function lockfile(): string {
  const entries: [string, object][] = [
    ['', { name: 'big', version: '1.0.0', dependencies: { [nameOf(0)]: '^1.0.0' } }],
  ];
  for (let index = 0; index < packages; index += 1) {
    const name = nameOf(index);
    const needs = [2 * index + 1, 2 * index + 2, 3 * index + 7].filter((to) => to < packages);
    entries.push([
      `node_modules/${name}`,
      {
        version: versionOf(index),
        resolved: `https://registry.npmjs.org/${name}/-/package-${index}-${versionOf(index)}.tgz`,
        integrity: `sha512-${Buffer.from(`integrity of package ${index}`.padEnd(64, '.')).toString('base64')}`,
        ...(index % 3 === 0 && { dev: true }),
        license: 'MIT',
        ...(needs.length > 0 && {
          dependencies: Object.fromEntries(needs.map((to) => [nameOf(to), `^${versionOf(to)}`])),
        }),
        engines: { node: '>= 18' },
        ...(index % 7 === 0 && { bin: { [`package-${index}`]: 'bin/cli.js' } }),
        funding: { url: `https://github.com/sponsors/somebody-${index}` },
      },
    ]);
  }
  const lock = {
    name: 'big',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: Object.fromEntries(entries),
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** A feed that is all there is to know of npm, and the dumps that were given. */
function advisories(): void {
  const feed = join(home, 'npm');
  mkdirSync(feed);
  for (let index = 0; index < affected; index += 1) {
    const name = nameOf(index * 70 + 3);
    const range = { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '99.0.0' }] };
    const record = {
      id: `GHSA-cold-cold-${String(index).padStart(4, '2')}`,
      modified: new Date().toISOString(),
      summary: `Something in ${name}`,
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      affected: [{ package: { ecosystem: 'npm', name }, ranges: [range] }],
    };
    writeFileSync(join(feed, `${record.id}.json`), JSON.stringify(record));
  }
  const given =
    values.advisories === undefined ? [] : readdirSync(values.advisories).filter((file) => file.endsWith('.zip'));
  const paths = [feed, ...given.map((file) => join(values.advisories as string, file))];
  execFileSync(process.execPath, [selvedge, 'advisories', 'import', ...paths], { env: environment, stdio: 'inherit' });
}

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  mkdirSync(folder);
  for (const [path, text] of Object.entries({ 'README.md': '# Bench\n', ...files }))
    writeFileSync(join(folder, path), text);
  for (const args of [
    ['init', '-qb', 'main'],
    ['add', '.'],
  ])
    execFileSync('git', args, { cwd: folder });
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-qm', 'First'], {
    cwd: folder,
  });
  return folder;
}

/** Of all processes that this one started and that ended: user and system time of all their threads (proc(5), cutime and cstime). */
function childrenMilliseconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
