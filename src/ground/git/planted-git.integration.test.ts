import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { git } from './index.ts';
import { safePath } from './safe.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-planted-git-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const root = join(home, 'work');
const mark = join(home, 'ran');
mkdirSync(join(root, 'bin'), { recursive: true });
execFileSync('git', ['init', '-q'], { cwd: root });
writeFileSync(join(root, 'bin/git'), `#!/bin/sh\ntouch '${mark}'\n`);
chmodSync(join(root, 'bin/git'), 0o755);

async function runWith(entry: string): Promise<void> {
  const before = process.env['PATH'] ?? '';
  process.env['PATH'] = `${entry}:${before}`;
  try {
    await git(root, ['rev-parse', '--git-dir']);
  } finally {
    process.env['PATH'] = before;
  }
}

test('A git in the repository is not run through a link to a folder of it [2:git-runs-nothing]', async () => {
  symlinkSync(root, join(home, 'link'));
  await runWith(join(home, 'link/bin'));
  expect(existsSync(mark)).toBe(false);
});

test('A git in the repository is not run through a link to the program [2:git-runs-nothing]', async () => {
  mkdirSync(join(home, 'tools'));
  symlinkSync(join(root, 'bin/git'), join(home, 'tools/git'));
  await runWith(join(home, 'tools'));
  expect(existsSync(mark)).toBe(false);
});

test('What cannot be resolved is left out of PATH, and other links stand as what they point at', () => {
  mkdirSync(join(home, 'real'));
  symlinkSync(join(home, 'real'), join(home, 'alias'));
  symlinkSync('nowhere', join(home, 'broken'));
  const path = [join(home, 'alias'), join(home, 'broken'), 'relative', join(root, 'bin')].join(':');
  expect(safePath(path, root)).toBe(join(home, 'real'));
  expect(safePath(path, join(home, 'link'))).toBe(join(home, 'real'));
});
