import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findRepository } from '#ground/git';
import { checkPlace } from './check.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-links-')));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

test('No link of a commit leads out of the folder that is checked, whichever links it goes through', async () => {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const links = {
    'a/b/l': '../..',
    m: 'a/b/l/..',
    'm-new': 'a/b/l/../../new',
    n: 'm/etc',
    'out-and-back': '../x/a',
    absolute: '/etc',
    loop: 'loop',
    inside: 'a/b/file',
    later: 'build/output',
  };
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/file'), 'text');
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path));
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-q', '-m', 'Begin');
  const commit = git('rev-parse', 'HEAD').trim();
  const place = checkPlace(findRepository(root)!, commit, '', 'find . -type l | sort; cat inside');
  try {
    const { tail } = await place.run(new Map());
    expect(tail.trim().split('\n')).toEqual(['./a/b/l', './inside', './later', 'text']);
  } finally {
    place.close();
  }
});
