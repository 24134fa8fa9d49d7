import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ScanResult } from '../index.ts';
import {
  commit,
  count,
  found,
  gaps,
  here,
  home,
  look,
  range,
  repository,
  root,
  run,
  type Settings,
  write,
} from './testing.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

const staged = (settings: Settings = {}, onlyInserted = false): Promise<ScanResult> =>
  look({ source: { kind: 'index', root, onlyInserted }, ...settings });

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
