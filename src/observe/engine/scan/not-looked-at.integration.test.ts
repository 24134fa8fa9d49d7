import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entries } from '../testing.ts';
import {
  commit,
  found,
  gapAt,
  gaps,
  here,
  home,
  look,
  repository,
  rescan,
  root,
  run,
  settle,
  write,
} from './testing.ts';

const utf32 = (text: string, write: 'writeUInt32LE' | 'writeUInt32BE'): Buffer => {
  const bytes = Buffer.alloc(text.length * 4);
  for (let i = 0; i < text.length; i++) bytes[write](text.charCodeAt(i), i * 4);
  return bytes;
};

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
