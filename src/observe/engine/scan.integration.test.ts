import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { NotLookedAt } from '#ground/model';
import { type Budgets, type Progress, scan, ScanError, type ScanRequest, type ScanResult } from './index.ts';
import { entries } from './testing.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-engine-')));
chmodSync(home, 0o755);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const here = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href;
const workerFile = join(home, 'worker.ts');
writeFileSync(
  workerFile,
  `import { runWorker } from '${here('index.ts')}';\nimport { entries } from '${here('testing.ts')}';\nawait runWorker(entries);\n`,
);
const worker = pathToFileURL(workerFile);

let root: string;
let cacheHome: string;
const keys = join(home, 'keys');
let count = 0;
beforeEach(() => {
  count += 1;
  root = join(home, `tree-${count}`);
  cacheHome = join(home, `cache-${count}`);
  mkdirSync(root);
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function run(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

function repository(): void {
  run('init', '-q', '-b', 'main');
  run('config', 'user.name', 'Ada');
  run('config', 'user.email', 'ada@example.org');
}

function commit(): string {
  run('add', '-A');
  run('commit', '-qm', 'change', '--allow-empty');
  return run('rev-parse', 'HEAD').trim();
}

type Settings = Partial<Omit<ScanRequest, 'budgets'>> & { budgets?: Partial<Budgets> };

const look = (settings: Settings = {}): Promise<ScanResult> =>
  scan({
    source: { kind: 'working-tree', root },
    analyzers: entries,
    projectKey: 'test',
    exclude: [],
    cache: false,
    ...settings,
  });
const rescan = (settings: Settings = {}): Promise<ScanResult> =>
  look({ cache: { home: cacheHome, keys }, ...settings });
const found = (result: ScanResult): string[] =>
  result.findings.map(({ location }) => `${location.path}:${location.startLine}`);
const gaps = (result: ScanResult): string[] =>
  result.scope.notLookedAt.map(
    (gap) =>
      `${gap.path ?? '*'} ${gap.reason}${gap.by === undefined ? '' : ` by ${gap.by}`}${gap.expected ? '' : ' !'}`,
  );
const gapAt = (result: ScanResult, path: string): NotLookedAt | undefined =>
  result.scope.notLookedAt.find((gap) => gap.path === path);
/** Time stamps younger than a scan are not trusted by the next one. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const utf32 = (text: string, write: 'writeUInt32LE' | 'writeUInt32BE'): Buffer => {
  const bytes = Buffer.alloc(text.length * 4);
  for (let i = 0; i < text.length; i++) bytes[write](text.charCodeAt(i), i * 4);
  return bytes;
};

const staged = (settings: Settings = {}, onlyInserted = false): Promise<ScanResult> =>
  look({ source: { kind: 'index', root, onlyInserted }, ...settings });

const range = (from: string, to?: string): Promise<ScanResult> =>
  look({ source: { kind: 'range', root, from, ...(to === undefined ? {} : { to }) } });

describe('What is scanned', () => {
  test('is nothing in an empty folder, which is covered all the same', async () => {
    const result = await look();
    expect(result.findings).toEqual([]);
    expect(result.scope).toMatchObject({
      source: 'working-tree',
      coverage: { kind: 'everything' },
      files: 0,
      bytes: 0,
      notLookedAt: [],
      rules: { count: 1, ids: ['leaks/line'] },
    });
  });

  test('is every file of a folder outside of git, whatever ignore files say', async () => {
    write('a.txt', 'fine\nLEAK\n');
    write('.gitignore', '*\n');
    write('deep/.gitignore', '*.log\n');
    write('deep/x.log', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['a.txt:2', 'deep/x.log:1']);
    expect(gaps(result)).toEqual([]);
  });

  test('in a repository is what the ignore files of its folders leave', async () => {
    repository();
    write('a.txt', 'fine\nLEAK\n');
    write('deep/b.txt', 'LEAK\n');
    write('deep/.gitignore', '*.log\n!kept.log\n/out/\n');
    write('deep/x.log', 'LEAK\n');
    write('deep/kept.log', 'LEAK\n');
    write('deep/out/y.txt', 'LEAK\n');
    write('deep/er/out/z.txt', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['a.txt:2', 'deep/b.txt:1', 'deep/er/out/z.txt:1', 'deep/kept.log:1']);
    expect(gaps(result)).toEqual(['deep/out/ excluded', 'deep/x.log excluded']);
    expect(gapAt(result, 'deep/x.log')?.detail).toBe('deep/.gitignore:1');
  });

  test('in a repository leaves out what git ignores, and not what it tracks though ignored [2:tracked-though-ignored]', async () => {
    repository();
    write('.gitignore', 'build/\n*.env\n');
    write('build/tracked.txt', 'LEAK\n');
    write('build/sub/tracked.txt', 'LEAK\n');
    write('prod.env', 'LEAK\n');
    run('add', '-f', '.');
    write('build/untracked.txt', 'LEAK\n');
    write('build/other/untracked.txt', 'LEAK\n');
    write('local.env', 'LEAK\n');
    write('.git/info/exclude', 'private.txt\n');
    write('private.txt', 'LEAK\n');
    const result = await look();
    expect(found(result)).toEqual(['build/sub/tracked.txt:1', 'build/tracked.txt:1', 'prod.env:1']);
    expect(gaps(result)).toEqual([
      'build/other/ excluded',
      'build/untracked.txt excluded',
      'local.env excluded',
      'private.txt excluded',
    ]);
  });

  test('knows what git tracks under another case, where that is one file', async () => {
    repository();
    write('Prod.env', 'LEAK\n');
    write('Build/A.txt', 'LEAK\n');
    commit();
    for (const path of ['Prod.env', 'Build']) rmSync(join(root, path), { recursive: true });
    write('.gitignore', '*.env\nbuild/\n');
    write('prod.env', 'LEAK\n');
    write('build/a.txt', 'LEAK\n');
    run('config', 'core.ignorecase', 'false');
    expect(found(await look())).toEqual([]);
    run('config', 'core.ignorecase', 'true');
    expect(found(await look())).toEqual(['build/a.txt:1', 'prod.env:1']);
  });

  test('is left out where selvedge.yaml excludes it, tracked or not', async () => {
    repository();
    write('vendor/a.txt', 'LEAK\n');
    write('src/a.gen.txt', 'LEAK\n');
    write('src/b.txt', 'LEAK\n');
    run('add', '.');
    const result = await look({ exclude: ['/vendor/', '*.gen.txt'] });
    expect(found(result)).toEqual(['src/b.txt:1']);
    expect(gaps(result)).toEqual(['src/a.gen.txt excluded', 'vendor/ excluded']);
  });

  test('below a folder of a repository follows the ignore files above, unless the folder itself is ignored', async () => {
    repository();
    write('.gitignore', '*.log\n/packages/*/dist/\n/scratch/\n');
    write('packages/one/x.log', 'LEAK\n');
    write('packages/one/dist/y.txt', 'LEAK\n');
    write('packages/one/z.txt', 'LEAK\n');
    write('scratch/x.log', 'LEAK\n');
    write('scratch/.gitignore', '*\n');
    const inner = await look({ source: { kind: 'working-tree', root: join(root, 'packages/one') } });
    expect(found(inner)).toEqual(['z.txt:1']);
    const ignored = await look({ source: { kind: 'working-tree', root: join(root, 'scratch') } });
    expect(found(ignored)).toEqual(['x.log:1']);
  });

  test('says which commit and branch it was', async () => {
    repository();
    write('a.txt', 'x');
    const head = commit();
    expect((await look()).description).toEqual({ kind: 'working-tree', root, commit: head, branch: 'main' });
  });

  test('must be there', async () => {
    const missing = look({ source: { kind: 'working-tree', root: join(root, 'missing') } });
    await expect(missing).rejects.toThrow(ScanError);
    await expect(missing).rejects.toMatchObject({ code: 'no-such-folder' });
  });
});

describe('What cannot be looked at is named [2:not-looked-at]', () => {
  test('links are not followed: circles end, and what lies outside is told', async () => {
    mkdirSync(join(root, 'folder'));
    symlinkSync('..', join(root, 'folder/up'));
    symlinkSync('loop', join(root, 'loop'));
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync('/etc/passwd', join(root, 'outside'));
    symlinkSync('/etc', join(root, 'outside-folder'));
    write('real.txt', 'LEAK\n');
    symlinkSync('real.txt', join(root, 'inside.txt'));
    const result = await look();
    expect(found(result)).toEqual(['real.txt:1']);
    expect(gaps(result)).toEqual(['outside symlink-out-of-root', 'outside-folder symlink-out-of-root']);
  });

  test('a FIFO and a socket do not block', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.on('listening', resolve));
    try {
      expect(gaps(await look())).toEqual(['pipe not-a-regular-file', 'socket not-a-regular-file']);
    } finally {
      server.close();
    }
  });

  test('a file of 2 GB is not read', async () => {
    write('huge.sql', '');
    truncateSync(join(root, 'huge.sql'), 2 * 1024 ** 3);
    const result = await look();
    expect(gaps(result)).toEqual(['huge.sql too-large !']);
    expect(gapAt(result, 'huge.sql')?.detail).toContain('2147483648 bytes');
  });

  test('a name that is not UTF-8 is shown with its bytes escaped, and its neighbours are scanned', async () => {
    write('good�.txt', 'LEAK\n');
    writeFileSync(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), 'LEAK\n');
    const result = await look();
    expect(gaps(result)).toEqual(['caf\\xe9.txt invalid-encoding !']);
    expect(found(result)).toEqual(['good�.txt:1']);
  });

  test('binaries and LFS pointers are recognised; text with a NUL in it, or in UTF-16, is text', async () => {
    write('logo.png', Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(50_000, 7)]));
    write('noise', Buffer.from(Array.from({ length: 4000 }, (_, i) => i % 29)));
    write('hidden.env', 'A=1\0\nLEAK\n');
    write('not-really.png', `${'text\n'.repeat(3000)}LEAK\n`);
    write('windows.txt', Buffer.from('\uFEFFfirst\r\nLEAK\r\n', 'utf16le'));
    write('no-mark.bin', Buffer.from(`first\n${'x'.repeat(9000)}\nLEAK\n`, 'utf16le'));
    write('data.csv', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`);
    write('film.mp4', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`);
    const result = await look();
    expect(gaps(result)).toEqual(['data.csv lfs-pointer !', 'film.mp4 lfs-pointer', 'logo.png binary']);
    expect(found(result)).toEqual(['hidden.env:2', 'no-mark.bin:3', 'not-really.png:3001', 'windows.txt:2']);
  });

  test('a file that begins as a binary, and is not named as one, is looked at all the same', async () => {
    write('signature.js', 'MZ=1;/*\0*/\nLEAK\n');
    write('image.php', 'GIF89a\0<?php\nLEAK\n');
    write('noise.py', Buffer.concat([Buffer.from('#'), Buffer.alloc(200), Buffer.from('\nLEAK\n')]));
    write(
      'program',
      Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(9000), Buffer.from('\nLEAK\n')]),
    );
    const result = await look();
    expect(gaps(result)).toEqual([]);
    expect(found(result)).toEqual(['image.php:2', 'noise.py:2', 'program:2', 'signature.js:2']);
  });

  test('a byte order mark does not hide what stands behind it', async () => {
    const text = 'first\nsecond\nLEAK\n';
    write('marked.env', Buffer.concat([Buffer.from([0xff, 0xfe, 0, 10]), Buffer.from(text)]));
    write('marked.txt', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(`\0${text}`)]));
    write('little.txt', utf32(`\uFEFF${text}`, 'writeUInt32LE'));
    write('big.txt', utf32(`\uFEFF${text}`, 'writeUInt32BE'));
    write('no-mark.txt', utf32(text, 'writeUInt32LE'));
    // Text in UTF-16, and behind it what is not.
    write(
      'mixed.sh',
      Buffer.concat([Buffer.from(`\uFEFF${'echo\n'.repeat(200)}`, 'utf16le'), Buffer.from('\nLEAK\n')]),
    );
    write('中文.txt', Buffer.from('\uFEFF这是一个文件，里面有一些中文。\n第二行。\nLEAK\n', 'utf16le'));
    const result = await look();
    expect(gaps(result)).toEqual([]);
    expect(found(result)).toEqual([
      'big.txt:3',
      'little.txt:3',
      'marked.env:4',
      'marked.txt:3',
      expect.stringMatching(/^mixed.sh:/),
      'no-mark.txt:3',
      '中文.txt:3',
    ]);
  });

  test('a submodule is another repository', async () => {
    repository();
    write('module/a.txt', 'LEAK\n');
    execFileSync('git', ['init', '-q'], { cwd: join(root, 'module') });
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-qm', 'x'], {
      cwd: join(root, 'module'),
    });
    run('add', 'module');
    expect(gaps(await look())).toEqual(['module/ submodule']);
  });

  test('tracked files that git was told to leave out of the work tree', async () => {
    repository();
    for (const path of [
      'kept/a.txt',
      'left/out/b.txt',
      'left/c.txt',
      'one.txt',
      'stays.txt',
      'deleted.txt',
      'vendor/d.txt',
    ])
      write(path, 'LEAK\n');
    commit();
    rmSync(join(root, 'deleted.txt'));
    run('update-index', '--skip-worktree', 'one.txt', 'left/out/b.txt', 'left/c.txt', 'vendor/d.txt');
    run('update-index', '--assume-unchanged', 'stays.txt');
    for (const path of ['one.txt', 'left', 'vendor']) rmSync(join(root, path), { recursive: true });
    await settle();
    const exclude = ['vendor/'];
    const first = await rescan({ exclude });
    expect(gaps(first)).toEqual(['left/ missing-data !', 'one.txt missing-data !']);
    expect(gapAt(first, 'left/')?.detail).toContain('2 tracked files');
    expect(found(first)).toEqual(['kept/a.txt:1', 'stays.txt:1']);
    const second = await rescan({ exclude });
    expect(second.stats.cached).toBe(2);
    expect(second.scope).toEqual(first.scope);
    write('left/c.txt', 'fine\n');
    expect(gaps(await rescan({ exclude }))).toEqual(['left/out/ missing-data !', 'one.txt missing-data !']);
    const inner = await look({ source: { kind: 'working-tree', root: join(root, 'left') } });
    expect(gaps(inner)).toEqual(['out/ missing-data !']);
  });

  test('what a sparse checkout leaves out, also where the index itself is sparse', async () => {
    repository();
    for (const path of ['in/a.txt', 'out/deep/b.txt', 'out/c.txt']) write(path, 'LEAK\n');
    commit();
    run('sparse-checkout', 'set', '--cone', '--no-sparse-index', 'in');
    expect(gaps(await look())).toEqual(['out/ missing-data !']);
    run('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    expect(gaps(await look())).toEqual(['out/ missing-data !']);
  });

  test('folders deeper than the budget, or than the system can name', async () => {
    write('a/b/c/d/e.txt', 'LEAK\n');
    expect(gaps(await look({ budgets: { depth: 3 } }))).toEqual(['a/b/c/d/ too-deep !']);
    // Longer than PATH_MAX: made and removed from inside.
    const name = 'x'.repeat(200);
    execFileSync('sh', ['-c', `for i in $(seq 30); do mkdir ${name} && cd -P ${name}; done; echo LEAK > f`], {
      cwd: root,
    });
    try {
      const result = await look({ budgets: { depth: 1000 } });
      expect(gaps(result).map((gap) => gap.replaceAll('x', '').replaceAll('/', ''))).toEqual([' too-deep !']);
    } finally {
      execFileSync('rm', ['-rf', root]);
    }
  });

  test('a file that changes while it is read', async () => {
    write('busy.log', 'x'.repeat(20_000_000));
    const appending = `const fs = require('fs'); const fd = fs.openSync('busy.log', 'a'); for (;;) fs.writeSync(fd, 'more');`;
    const writer = spawn(process.execPath, ['-e', appending], { cwd: root, stdio: 'ignore' });
    while (statSync(join(root, 'busy.log')).size === 20_000_000) await settle();
    try {
      // The writer may rest while we read, so look more than once.
      let result = await look();
      for (let i = 0; i < 50 && gaps(result).length === 0; i++) result = await look();
      expect(gaps(result)).toEqual(['busy.log changed-while-read !']);
      expect(result.scope.files).toBe(1);
    } finally {
      writer.kill('SIGKILL');
    }
  });

  test('what may not be read', async ({ skip }) => {
    write('readable.txt', 'LEAK\n');
    write('secret.txt', 'LEAK\n');
    write('folder/x.txt', 'LEAK\n');
    chmodSync(join(root, 'secret.txt'), 0);
    chmodSync(join(root, 'folder'), 0);
    const program = join(home, 'nobody.ts');
    writeFileSync(
      program,
      `import { scan } from '${here('index.ts')}';\nimport { entries } from '${here('testing.ts')}';\nconst { scope, findings } = await scan({ source: { kind: 'working-tree', root: process.argv[2] }, analyzers: entries, projectKey: '', exclude: [], cache: false });\nconsole.log(JSON.stringify([scope.notLookedAt, findings.length]));\n`,
    );
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawnSync(process.execPath, [program, root], { encoding: 'utf8', ...nobody });
    chmodSync(join(root, 'folder'), 0o755);
    if (child.status !== 0)
      skip(`no other user can run Node here: ${child.error?.message ?? child.stderr.slice(0, 200)}`);
    expect(JSON.parse(child.stdout)).toEqual([
      [
        { path: 'folder/', reason: 'unreadable', detail: 'EACCES', expected: false },
        { path: 'secret.txt', reason: 'unreadable', detail: 'EACCES', expected: false },
      ],
      1,
    ]);
  });

  test('files that vanish between the listing and the reading', async () => {
    for (let i = 0; i < 30; i++) write(`f${i}.txt`, 'LEAK\n');
    const first = entries[1]!;
    const vanishing = {
      id: 'leaks',
      load: async () => ({
        ...(await first.load()),
        wants: () => (rmSync(join(root, 'f9.txt'), { force: true }), true),
      }),
    };
    const result = await look({ analyzers: [vanishing] });
    const missing = gaps(result).filter((gap) => gap.includes('f9.txt'));
    expect([...missing, ...found(result).filter((path) => path.startsWith('f9.'))]).toHaveLength(1);
  });
});

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

describe('The cache [2:scan-cache]', () => {
  test('answers for what has not changed', async () => {
    write('a.txt', 'LEAK\n');
    write('deep/b.txt', 'fine\n');
    write('logo.png', Buffer.from('89504e470d0a1a0a00000000', 'hex'));
    symlinkSync('/etc', join(root, 'outside'));
    write('THROW.txt', 'THROW\n');
    await settle();
    const first = await rescan();
    const second = await rescan();
    expect(first.stats).toMatchObject({ files: 4, cached: 0 });
    // What failed is tried again.
    expect(second.stats).toMatchObject({ files: 4, cached: 3 });
    expect(second.findings).toEqual(first.findings);
    expect(second.scope).toEqual(first.scope);
  });

  test('sees files that are new, gone, changed, or changed under their old times and size', async () => {
    for (const name of ['same.txt', 'changed.txt', 'forged.txt', 'gone.txt']) write(`src/${name}`, 'fine\n');
    await settle();
    await rescan();
    write('src/changed.txt', 'now LEAK\n');
    write('src/forged.txt', 'LEAK\n');
    utimesSync(join(root, 'src/forged.txt'), 1_000_000_000, 1_000_000_000);
    rmSync(join(root, 'src/gone.txt'));
    write('src/new/new.txt', 'LEAK\n');
    const result = await rescan();
    expect(found(result)).toEqual(['src/changed.txt:1', 'src/forged.txt:1', 'src/new/new.txt:1']);
    expect(result.stats).toMatchObject({ files: 4, cached: 1 });
  });

  test('sees a file that was put in the place of another with all its times', async () => {
    write('a.txt', 'fine\n');
    utimesSync(join(root, 'a.txt'), 1_000_000_000, 1_000_000_000);
    await settle();
    await rescan();
    write('b.txt', 'LEAK\n');
    utimesSync(join(root, 'b.txt'), 1_000_000_000, 1_000_000_000);
    renameSync(join(root, 'b.txt'), join(root, 'a.txt'));
    expect(found(await rescan())).toEqual(['a.txt:1']);
  });

  test('does not trust what changed while, or just before, it was made', async () => {
    write('a.txt', 'fine\n');
    await rescan();
    write('a.txt', 'LEAK\n');
    expect(found(await rescan())).toEqual(['a.txt:1']);
  });

  test('sees ignore files, excludes and the index change', async () => {
    repository();
    write('.gitignore', 'out/\n');
    write('out/a.txt', 'LEAK\n');
    write('src/b.txt', 'LEAK\n');
    write('src/deep/c.txt', 'LEAK\n');
    await settle();
    expect(found(await rescan())).toEqual(['src/b.txt:1', 'src/deep/c.txt:1']);
    expect(found(await rescan())).toEqual(['src/b.txt:1', 'src/deep/c.txt:1']);
    write('src/.gitignore', 'c.txt\n');
    expect(found(await rescan())).toEqual(['src/b.txt:1']);
    await settle();
    await rescan();
    write('src/.gitignore', 'b.txt\n');
    expect(found(await rescan())).toEqual(['src/deep/c.txt:1']);
    run('add', '-f', 'out/a.txt');
    expect(found(await rescan())).toEqual(['out/a.txt:1', 'src/deep/c.txt:1']);
    await settle();
    expect(found(await rescan())).toEqual(['out/a.txt:1', 'src/deep/c.txt:1']);
    expect((await rescan()).stats).toMatchObject({ files: 4, cached: 4 });
    expect(found(await rescan({ exclude: ['src/'] }))).toEqual(['out/a.txt:1']);
  });

  test('knows a file again by its content when only its times are new', async () => {
    write('a.txt', 'LEAK\n');
    write('b.txt', 'fine\n');
    await settle();
    await rescan();
    utimesSync(join(root, 'a.txt'), 2_000_000_000, 2_000_000_000);
    utimesSync(join(root, 'b.txt'), 1_500_000_000, 1_500_000_000);
    const result = await rescan();
    expect(found(result)).toEqual(['a.txt:1']);
    expect(result.stats.cached).toBe(2);
  });

  test('is not used for other analyzers, another version of one, other settings or another key', async () => {
    write('a.txt', 'LEAK\n');
    await settle();
    await rescan();
    const analyzer = await entries[1]!.load();
    const newer = { id: 'leaks', load: () => Promise.resolve({ ...analyzer, version: 2 }) };
    expect((await rescan({ analyzers: [entries[0]!, newer] })).stats.cached).toBe(0);
    expect((await rescan({ projectKey: 'other' })).stats.cached).toBe(0);
    expect((await rescan({ projectKey: 'other', budgets: { fileMs: 5 } })).stats.cached).toBe(0);
  });

  test('when cut, scrambled or forged, is as if it were not there', async () => {
    for (let i = 0; i < 20; i++) write(`src/${i}.txt`, i === 7 ? 'LEAK\n' : 'fine\n');
    await settle();
    const first = await rescan();
    const file = join(cacheHome, 'scans', readdirSync(join(cacheHome, 'scans'))[0]!);
    const whole = readFileSync(file);
    let seed = 11;
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(i % 4 === 0 ? whole.subarray(0, (i * 97) % whole.length) : whole);
      seed = (seed * 1103515245 + 12345) % 2147483648;
      if (i % 4 !== 0) bytes[seed % bytes.length]! ^= 1 + (i % 255);
      writeFileSync(file, bytes);
      const result = await rescan();
      expect(result.findings).toEqual(first.findings);
      expect(result.scope).toEqual(first.scope);
    }
    chmodSync(file, 0o666);
    expect((await rescan()).stats.cached, 'others could have written it').toBe(0);
  });

  test('does not hide next time that an analyzer did not open, or that the index could not be read', async () => {
    repository();
    write('a.txt', 'LEAK\n');
    run('add', '.');
    const analyzer = await entries[1]!.load();
    const closed = {
      ...analyzer,
      id: 'closed',
      open: (): never => {
        throw new Error('no');
      },
    };
    const analyzers = [...entries, { id: 'closed', load: () => Promise.resolve(closed) }];
    await settle();
    for (let i = 0; i < 3; i++) expect(gaps(await rescan({ analyzers }))).toEqual(['* analyzer-failed by closed !']);
    write('.gitignore', 'ignored\n');
    write('ignored', 'x');
    writeFileSync(join(root, '.git/index'), 'scrambled');
    await settle();
    for (let i = 0; i < 3; i++) expect(gaps(await rescan())).toEqual(['* parse-failed !', 'ignored excluded']);
  });

  test('that cannot be written changes nothing else, and the result says so', async () => {
    write('a.txt', 'LEAK\n');
    writeFileSync(cacheHome, 'a file where a folder should be');
    const result = await rescan();
    expect(found(result)).toEqual(['a.txt:1']);
    expect(result.stats.cacheUnavailable).toMatch(/^(ENOTDIR|EEXIST)$/);
    const readOnly = await rescan({ cache: { home: '/proc/selvedge', keys } });
    expect(readOnly.stats.cacheUnavailable).toMatch(/^(ENOENT|EACCES|EROFS|EPERM)$/);
  });

  test('on a full disk is left as it was', async ({ skip }) => {
    mkdirSync(cacheHome);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'selvedge', cacheHome]).status !== 0)
      skip('no file system can be mounted here');
    try {
      for (let i = 0; i < 500; i++) write(`${i}.txt`, i === 0 ? 'LEAK\n' : 'fine\n');
      const result = await rescan();
      expect(found(result)).toEqual(['0.txt:1']);
      expect(result.stats.cacheUnavailable).toBe('ENOSPC');
      expect(readdirSync(join(cacheHome, 'scans'))).toEqual([]);
    } finally {
      spawnSync('umount', [cacheHome]);
    }
  });

  test('remembers the trees that were scanned last, and drops the others', async () => {
    write('a.txt', 'LEAK\n');
    mkdirSync(join(cacheHome, 'scans'), { recursive: true });
    for (let i = 0; i < 100; i++) {
      const old = join(cacheHome, 'scans', `${i}.manifest`);
      writeFileSync(old, '');
      utimesSync(old, 1_000_000_000 + i, 1_000_000_000 + i);
    }
    await rescan();
    const left = readdirSync(join(cacheHome, 'scans'));
    expect(left).toHaveLength(64);
    expect(left).toContain('99.manifest');
    expect(left).not.toContain('0.manifest');
  });

  test('inside the scanned folder is refused: a tree could bring its own', async () => {
    write('a.txt', 'LEAK\n');
    const result = await rescan({ cache: { home: join(root, '.cache'), keys } });
    expect(result.stats.cacheUnavailable).toContain('inside the scanned folder');
    expect(existsSync(join(root, '.cache'))).toBe(false);
  });
});

describe('What is staged [2:staged-scan]', () => {
  test('is scanned as it is staged, not as it lies in the folder', async () => {
    repository();
    write('old.txt', 'LEAK\n');
    write('changed.txt', 'one\n');
    write('gone.txt', 'LEAK\n');
    write('renamed.txt', 'LEAK and more\n');
    commit();
    write('changed.txt', 'one\nLEAK\n');
    write('new/näme.txt', 'LEAK\n');
    rmSync(join(root, 'gone.txt'));
    renameSync(join(root, 'renamed.txt'), join(root, 'moved.txt'));
    symlinkSync('changed.txt', join(root, 'link'));
    run('add', '-A');
    write('changed.txt', 'clean again\n');
    write('unstaged.txt', 'LEAK\n');
    const result = await staged();
    expect(found(result)).toEqual(['changed.txt:2', 'moved.txt:1', 'new/näme.txt:1']);
    expect(result.scope).toMatchObject({
      source: 'index',
      coverage: { kind: 'paths', paths: ['changed.txt', 'link', 'moved.txt', 'new/näme.txt'] },
      files: 4,
    });
  });

  test('is looked at in the text of a link too, wherever that points', async () => {
    repository();
    commit();
    symlinkSync('LEAK', join(root, 'link'));
    run('add', '-A');
    expect(found(await staged())).toEqual(['link:1']);
    expect(found(await staged({}, true))).toEqual(['link:1']);
    expect(found(await look())).toEqual(['link:1']);
  });

  test('before the first commit is everything', async () => {
    repository();
    write('a.txt', 'LEAK\n');
    run('add', '.');
    expect(found(await staged())).toEqual(['a.txt:1']);
  });

  test('can be narrowed to the lines that are new', async () => {
    repository();
    write('a.txt', 'LEAK old\nfine\n');
    commit();
    write('a.txt', 'LEAK old\nfine\nLEAK new\n');
    run('add', '.');
    expect(found(await staged())).toEqual(['a.txt:1', 'a.txt:3']);
    const narrowed = await staged({}, true);
    expect(found(narrowed)).toEqual(['a.txt:3']);
    expect(narrowed.scope.coverage).toEqual({ kind: 'ranges', paths: ['a.txt'] });
  });

  test('follows excludes, names what is missing, and looks into the folder that is asked for', async () => {
    repository();
    commit();
    write('vendor/a.txt', 'LEAK\n');
    write('part/b.txt', 'another LEAK\n');
    write('large.txt', 'x'.repeat(5000));
    run('add', '.');
    const blob = run('rev-parse', ':vendor/a.txt').trim();
    const result = await staged({ exclude: ['vendor/'], budgets: { fileBytes: 1000 } });
    expect(found(result)).toEqual(['part/b.txt:1']);
    expect(gaps(result)).toEqual(['large.txt too-large !', 'vendor/a.txt excluded']);
    expect(found(await look({ source: { kind: 'index', root: join(root, 'part') } }))).toEqual(['b.txt:1']);
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    expect(gaps(await staged())).toEqual(['vendor/a.txt missing-data !']);
  });

  test('is what a hook is shown: the index that git names', async () => {
    repository();
    write('a.txt', 'fine\n');
    write('b.txt', 'fine\n');
    commit();
    write('a.txt', 'LEAK\n');
    write('b.txt', 'LEAK\n');
    const result = join(home, `hook-${count}`);
    const program = join(home, 'hook.ts');
    writeFileSync(
      program,
      `import { writeFileSync } from 'node:fs';\nimport { scan } from '${here('index.ts')}';\nimport { entries } from '${here('testing.ts')}';\nconst { findings } = await scan({ source: { kind: 'index', root: process.cwd() }, analyzers: entries, projectKey: '', exclude: [] });\nwriteFileSync('${result}', findings.map(({ location }) => location.path).join());\n`,
    );
    write('.git/hooks/pre-commit', `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`);
    chmodSync(join(root, '.git/hooks/pre-commit'), 0o755);
    run('commit', '-qm', 'only b', 'b.txt');
    expect(readFileSync(result, 'utf8')).toBe('b.txt');
  });

  test('needs a repository', async () => {
    await expect(staged()).rejects.toMatchObject({ code: 'not-a-repository' });
  });
});

describe('A range [2:range-scan]', () => {
  test('is what was added since the lines of history parted', async () => {
    repository();
    write('a.txt', 'LEAK old\nfine\n');
    const base = commit();
    run('checkout', '-q', '-b', 'feature');
    write('a.txt', 'LEAK old\nfine\nLEAK new\n');
    write('b.txt', 'LEAK\n');
    const head = commit();
    run('checkout', '-q', 'main');
    write('c.txt', 'LEAK on main\n');
    commit();
    const result = await range('main', 'feature');
    expect(found(result)).toEqual(['a.txt:3', 'b.txt:1']);
    expect(result.description).toMatchObject({ kind: 'range', base, commit: head });
    expect(result.scope.coverage).toEqual({ kind: 'ranges', paths: ['a.txt', 'b.txt'] });
  });

  test('in UTF-16 is told by the lines of the text [2:utf-16-range]', async () => {
    repository();
    // U+010A and U+0A00 hold the byte of a line feed.
    const old = `LEAK old\r\n${'Ċ\u0A00\r\n'.repeat(20)}`;
    write('a.ps1', utf16(old));
    write('recoded.txt', old);
    const base = commit();
    write('a.ps1', utf16(`${old}LEAK new\r\n`));
    write('recoded.txt', utf16(`${old}LEAK new\r\n`));
    write('new.txt', utf16('one\r\nLEAK\r\n'));
    write('tail.ps1', Buffer.concat([utf16('echo\r\n'.repeat(50)), Buffer.from('\nLEAK\n')]));
    run('add', '-A');
    // Where the coding itself is new, so is every line.
    const now = ['a.ps1:22', 'new.txt:2', 'recoded.txt:1', 'recoded.txt:22', expect.stringMatching(/^tail.ps1:/)];
    expect(found(await staged({}, true))).toEqual(now);
    commit();
    expect(found(await range(base))).toEqual(now);
  });

  test('is read from packs as from loose objects', async () => {
    repository();
    for (let i = 0; i < 50; i++) write(`${i}.txt`, `file ${i}\n`);
    const base = commit();
    for (let i = 0; i < 50; i++) appendFileSync(join(root, `${i}.txt`), i % 10 === 0 ? 'LEAK\n' : 'more\n');
    commit();
    const loose = await range(base);
    run('gc', '-q', '--prune=now');
    const packed = await range(base);
    expect(found(packed)).toHaveLength(5);
    expect(packed.findings).toEqual(loose.findings);
    expect(packed.scope).toEqual(loose.scope);
  });

  test('and what is staged are read through git where objects are named by SHA-256', async () => {
    run('init', '-q', '-b', 'main', '--object-format=sha256');
    run('config', 'user.name', 'Ada');
    run('config', 'user.email', 'ada@example.org');
    for (let i = 0; i < 700; i++) write(`${i}.txt`, `file ${i}\n`);
    const base = commit();
    for (let i = 0; i < 700; i += 70) appendFileSync(join(root, `${i}.txt`), 'LEAK\n');
    run('add', '-A');
    expect(found(await staged())).toHaveLength(10);
    commit();
    expect(found(await range(base))).toHaveLength(10);
  });

  test('must begin and end at commits that share history here', async () => {
    repository();
    write('a.txt', 'x');
    commit();
    await expect(range('no-such')).rejects.toMatchObject({ code: 'bad-revision' });
    await expect(range('--output=/tmp/x')).rejects.toMatchObject({ code: 'bad-revision' });
    run('checkout', '-q', '--orphan', 'other');
    write('a.txt', 'y');
    commit();
    await expect(range('main', 'other')).rejects.toMatchObject({ code: 'bad-revision' });
  });
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
