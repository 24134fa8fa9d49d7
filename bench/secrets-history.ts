/**
 * How fast a repository's history is scanned, against git's own reading of all its objects.
 *     node bench/secrets-history.ts REPOSITORY [ROUNDS] [THREADS]
 * Interleaved rounds in fresh processes: `git cat-file --batch-all-objects --batch --unordered`, and ours with all rules. Ratios are of the best of each, in
 * wall time and in CPU time, which says more where others work too. `first look`: all texts were looked at; `mapped`: and the commits and
 * paths of what stood out are known; `whole`: and all of it is extracted, with its story. Peak memory of each process.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scan } from '#observe/engine';
import { analyzers } from '../src/flows/analyzers.generated.ts';

const [root = '.', second = '3', third = '2'] = process.argv.slice(2);
if (second === 'child') await child(resolve(root), Number(third));
else main(resolve(root), Number(second), third);

interface Round {
  readonly first: number;
  readonly mapped: number;
  readonly whole: number;
  readonly cpu: number;
  readonly mebibytes: number;
  readonly said: string;
}

function main(repository: string, rounds: number, threads: string): void {
  const theirs: { wall: number; cpu: number }[] = [];
  const ours: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(git(repository));
    const run = spawnSync(process.execPath, [import.meta.filename, repository, 'child', threads], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    ours.push(JSON.parse(run.stdout) as Round); // `child` wrote it
  }
  const wall = Math.min(...theirs.map((one) => one.wall));
  const cpu = Math.min(...theirs.map((one) => one.cpu));
  const best = (of: (round: Round) => number): number => Math.min(...ours.map(of));
  print(`${ours[0]!.said}; ${threads} threads, best of ${rounds}`);
  print(`git cat-file   ${seconds(wall)} wall, ${seconds(cpu)} CPU`);
  print(
    `first look     ${seconds(best((one) => one.first))} wall, ${ratio(
      best((one) => one.first),
      wall,
    )} of git's`,
  );
  print(
    `mapped         ${seconds(best((one) => one.mapped))} wall, ${ratio(
      best((one) => one.mapped),
      wall,
    )}`,
  );
  print(
    `whole          ${seconds(best((one) => one.whole))} wall, ${ratio(
      best((one) => one.whole),
      wall,
    )}`,
  );
  print(
    `CPU time       ${seconds(best((one) => one.cpu))}, ${ratio(
      best((one) => one.cpu),
      cpu,
    )}`,
  );
  print(`peak memory    ${best((one) => one.mebibytes).toFixed(0)} MiB`);
}

function git(repository: string): { wall: number; cpu: number } {
  const started = performance.now();
  const script = 'git cat-file --batch-all-objects --batch --unordered > /dev/null; cat /proc/$$/stat';
  const run = spawnSync('sh', ['-c', script], { cwd: repository, encoding: 'utf8' });
  const wall = (performance.now() - started) / 1000;
  // proc_pid_stat(5): time of children that were waited for, user and system, in hundredths.
  const fields = run.stdout.slice(run.stdout.lastIndexOf(')') + 2).split(' ');
  return { wall, cpu: (Number(fields[13]) + Number(fields[14])) / 100 };
}

async function child(repository: string, threads: number): Promise<void> {
  const { stats, findings, scope } = await scan({
    source: { kind: 'history', root: repository },
    analyzers,
    projectKey: 'bench',
    exclude: [],
    cache: false,
    threads,
    worker: new URL('../src/flows/scan.worker.ts', import.meta.url),
  });
  const { user, system } = process.cpuUsage();
  // getrusage counts the whole process; what a thread maps is the process's too.
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const round: Round = {
    first: stats.lookedAt ?? stats.seconds,
    mapped: stats.mappedAt ?? stats.seconds,
    whole: stats.seconds,
    cpu: (user + system) / 1e6,
    mebibytes: Number(peak) / 1024,
    said: `${scope.files} versions of files, ${(scope.bytes / 1e6).toFixed(0)} MB, ${findings.length} findings with ${scope.rules.count} rules`,
  };
  process.stdout.write(JSON.stringify(round));
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)} ×`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
