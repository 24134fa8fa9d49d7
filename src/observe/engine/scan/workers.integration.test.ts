import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Progress } from '../index.ts';
import { entries } from '../testing.ts';
import { commit, found, gaps, home, look, repository, rescan, root, run, worker, write } from './testing.ts';

describe.each([
  ['in the caller’s thread', {}],
  ['in two workers', { worker, threads: 2 }],
])('An analyzer that fails, %s, hides nothing else [2:failures-isolated]', (_, threads) => {
  const fast = { fileMs: 300, concludeMs: 300, heapMiB: 48 };
  test('by throwing, recursing for ever or backtracking for ever', async () => {
    write('bad/throw.txt', 'THROW hunter2 \nLEAK\n');
    write('bad/deep.txt', 'DEEP\nLEAK\n');
    write('bad/slow.txt', 'BACKTRACK\nLEAK\n');
    write('good.txt', 'LEAK\n');
    const result = await look({ ...threads, budgets: fast });
    expect(found(result)).toEqual(['bad/deep.txt:2', 'bad/slow.txt:2', 'bad/throw.txt:2', 'good.txt:1']);
    expect(gaps(result)).toEqual([
      'bad/deep.txt too-deep by brittle !',
      'bad/slow.txt timed-out by brittle !',
      'bad/throw.txt analyzer-failed by brittle !',
    ]);
    expect(JSON.stringify(result.scope), 'an error that quotes the file is not shown').not.toContain('hunter2');
    expect(result.stats.threads).toBe('worker' in threads ? 2 : 0);
  });

  test('by concluding badly, or never', async () => {
    write('a.txt', 'CONCLUDE BADLY\nLEAK\n');
    expect(gaps(await look({ ...threads, budgets: fast }))).toEqual(['* analyzer-failed by brittle !']);
    write('a.txt', 'CONCLUDE NEVER\nLEAK\n');
    const result = await look({ ...threads, budgets: fast });
    expect(gaps(result)).toEqual(['* timed-out by brittle !']);
    expect(found(result)).toEqual(['a.txt:2']);
  });

  if ('worker' in threads)
    test('by ending its thread or taking all its memory', async () => {
      for (let i = 0; i < 300; i++) write(`crowd/${i % 10}/${i}.txt`, 'fine\n');
      write('bad/die.txt', 'DIE\nLEAK\n');
      write('bad/memory.txt', 'MEMORY\nLEAK\n');
      write('crowd/good.txt', 'LEAK\n');
      const result = await look({ ...threads, budgets: { ...fast, fileMs: 20_000 } });
      expect(found(result)).toEqual(['bad/die.txt:2', 'bad/memory.txt:2', 'crowd/good.txt:1']);
      expect(gaps(result)).toEqual([
        'bad/die.txt analyzer-failed by brittle !',
        'bad/memory.txt out-of-memory by brittle !',
      ]);
      expect(result.scope.files).toBe(303);
    });
});

test('An analyzer that cannot be loaded or opened is named, and the others work', async () => {
  write('a.txt', 'LEAK\n');
  const analyzer = await entries[1]!.load();
  const result = await look({
    analyzers: [
      ...entries,
      { id: 'gone', load: () => Promise.reject(new TypeError('x')) },
      { id: 'bare', load: () => Promise.resolve({ ...analyzer, id: 'bare', assets: ['no-such.asset'] }) },
      {
        id: 'closed',
        load: () =>
          Promise.resolve({
            ...analyzer,
            id: 'closed',
            open: () => {
              throw new Error('x');
            },
          }),
      },
    ],
  });
  expect(found(result)).toEqual(['a.txt:1']);
  expect(gaps(result)).toEqual([
    '* missing-data by bare !',
    '* analyzer-failed by closed !',
    '* analyzer-failed by gone !',
  ]);
});

test('A worker that cannot start leaves nothing unsaid', async () => {
  for (let i = 0; i < 200; i++) write(`${i % 10}/${i}.txt`, 'fine\n');
  const broken = join(home, 'broken-worker.ts');
  writeFileSync(broken, 'throw new Error("no");\n');
  const result = await look({ worker: pathToFileURL(broken), threads: 1 });
  expect(result.scope.files + result.scope.notLookedAt.length).toBe(200);
});

test('One thread and many find the same, and tell how far they are', async () => {
  for (let i = 0; i < 3000; i++) write(`${i % 60}/${i}.txt`, i % 50 === 0 ? 'LEAK\n' : 'fine\n');
  const progress: Progress[] = [];
  const alone = await look();
  const together = await look({ worker, threads: 2, onProgress: (each) => progress.push(each) });
  expect(found(together)).toEqual(found(alone));
  expect(found(together)).toHaveLength(60);
  expect(together.scope).toEqual(alone.scope);
  expect(progress.at(-1)).toMatchObject({ phase: 'concluding', filesSeen: 3000, filesDone: 3000 });
});

test('A scan can be called off', async () => {
  for (let i = 0; i < 300; i++) write(`${i}.txt`, 'fine\n');
  await expect(look({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('A text from a pipe is scanned under the path that it is given', async () => {
  const result = await look({ source: { kind: 'stdin', path: 'src/a.ts', bytes: Buffer.from('x\nLEAK\n') } });
  expect(found(result)).toEqual(['src/a.ts:2']);
  expect(result.scope).toMatchObject({ source: 'stdin', coverage: { kind: 'paths', paths: ['src/a.ts'] }, files: 1 });
  const stuck = await look({
    source: { kind: 'stdin', path: 'a.ts', bytes: Buffer.from('BACKTRACK\nLEAK\n') },
    budgets: { fileMs: 100 },
  });
  expect(found(stuck)).toEqual(['a.ts:2']);
  expect(gaps(stuck)).toEqual(['a.ts timed-out by brittle !']);
});

test('Nothing that the scanned repository plants is run, whatever is scanned [2:scan-runs-nothing]', async () => {
  repository();
  write('a.txt', 'one\n');
  const base = commit();
  write('a.txt', 'two\n');
  const mark = join(home, 'planted');
  const program = join(home, 'planted.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n`);
  chmodSync(program, 0o755);
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'diff.external',
    'diff.x.textconv',
    'diff.x.command',
    'filter.x.clean',
    'filter.x.smudge',
    'filter.x.process',
    'core.gitProxy',
    'credential.helper',
  ])
    run('config', key, program);
  write('.gitattributes', '* filter=x diff=x\n');
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  symlinkSync(program, join(root, '.git/hooks/post-index-change'));
  execFileSync(
    'git',
    [
      '-c',
      'core.fsmonitor=',
      '-c',
      'filter.x.process=',
      '-c',
      'filter.x.clean=',
      '-c',
      'core.hooksPath=/dev/null',
      'add',
      '-A',
    ],
    { cwd: root },
  );
  rmSync(mark, { force: true });
  await rescan();
  await rescan();
  await look({ source: { kind: 'index', root, onlyInserted: true } });
  await look({ source: { kind: 'range', root, from: base } });
  expect(existsSync(mark)).toBe(false);
});
