import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clone, findRepository, git, GitError, gitSync, headOf, originOf, resolveCommit } from './index.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-git-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

let root: string;
let count = 0;
beforeEach(() => {
  count += 1;
  root = join(home, `repository-${count}`);
  mkdirSync(root);
  plain('init', '-q', '-b', 'main');
  plain('config', 'user.name', 'Ada');
  plain('config', 'user.email', 'ada@example.org');
  writeFileSync(join(root, 'a.txt'), 'one\n');
  plain('add', '.');
  plain('commit', '-qm', 'first');
});

/** git as anybody runs it, without our guard. */
function plain(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

/** A program that leaves a mark when it runs. */
function plant(name: string): { program: string; ran: () => boolean } {
  const mark = join(home, `${name}-${count}.ran`);
  const program = join(home, `${name}-${count}.sh`);
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, ran: () => existsSync(mark) };
}

function modify(): void {
  writeFileSync(join(root, 'a.txt'), 'two, and longer\n');
}

/** Makes the repository a partial clone from which an object is missing: reading it would fetch it. */
function lazily(url: string): void {
  plain('config', 'core.repositoryFormatVersion', '1');
  plain('config', 'extensions.partialClone', 'origin');
  plain('config', 'remote.origin.url', url);
  plain('config', 'remote.origin.promisor', 'true');
  plain('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
}

/** Gives git a terminal, without which it starts no pager. */
function onTerminal(): void {
  spawnSync('script', ['-qec', 'git log', '/dev/null'], { cwd: root, stdio: 'ignore', timeout: 10_000 });
}

function attempt(...args: string[]): void {
  try {
    execFileSync('git', args, {
      cwd: root,
      stdio: ['pipe', 'ignore', 'ignore'],
      input: 'protocol=https\nhost=example.invalid\n\n',
      timeout: 10_000,
    });
  } catch {
    // Only whether the plant ran is of interest.
  }
}

/** Every kind of command that the wrapper allows, on whatever stands in the repository. */
async function runEverything(): Promise<void> {
  const blob = '5626abf0f72e58d7a153368ba57db4c673c0e171';
  const tolerant = { allowFailure: true, timeoutMs: 20_000 };
  await git(root, ['ls-files', '-z', '-c', '-o', '--exclude-standard'], tolerant);
  await git(root, ['diff-index', '--cached', '-p', '--raw', '-z', 'HEAD'], tolerant);
  await git(root, ['diff-tree', '-p', '-r', '--root', 'HEAD'], tolerant);
  await git(root, ['cat-file', '--batch'], { ...tolerant, input: `${blob}\n` });
  await git(root, ['rev-list', '--all', '--objects'], tolerant);
  await git(root, ['for-each-ref'], tolerant);
  await git(root, ['ls-tree', '-r', 'HEAD'], tolerant);
  await git(root, ['check-ignore', '-v', 'a.txt'], tolerant);
  await git(root, ['merge-base', 'HEAD', 'HEAD'], tolerant);
  await resolveCommit(root, 'HEAD');
  await originOf(root);
  gitSync(root, ['ls-files', '-z'], tolerant);
  headOf(root);
}

describe('What a repository plants does not run [2:git-runs-nothing]', () => {
  const attacks: Record<string, { arm: (program: string) => void; trip: () => void }> = {
    'core.fsmonitor': {
      arm: (program) => plain('config', 'core.fsmonitor', program),
      trip: () => attempt('ls-files', '-o'),
    },
    'core.hooksPath': {
      arm: (program) => {
        mkdirSync(join(home, `hooks-${count}`));
        for (const hook of ['post-index-change', 'pre-commit', 'post-checkout'])
          symlinkSync(program, join(home, `hooks-${count}`, hook));
        plain('config', 'core.hooksPath', join(home, `hooks-${count}`));
      },
      trip: () => attempt('checkout', '-q', '-b', 'other'),
    },
    'a hook in .git/hooks': {
      arm: (program) => {
        mkdirSync(join(root, '.git/hooks'), { recursive: true });
        symlinkSync(program, join(root, '.git/hooks/post-index-change'));
      },
      trip: () => attempt('checkout', '-q', '-b', 'other'),
    },
    'filter.x.clean': {
      arm: (program) => {
        plain('config', 'filter.x.clean', program);
        writeFileSync(join(root, '.gitattributes'), '* filter=x\n');
        modify();
      },
      trip: () => attempt('add', 'a.txt'),
    },
    'filter.x.smudge': {
      arm: (program) => {
        plain('config', 'filter.x.smudge', program);
        writeFileSync(join(root, '.gitattributes'), '* filter=x\n');
        rmSync(join(root, 'a.txt'));
      },
      trip: () => attempt('checkout', '-f', 'HEAD', '--', 'a.txt'),
    },
    'filter.x.process': {
      arm: (program) => {
        plain('config', 'filter.x.process', program);
        writeFileSync(join(root, '.gitattributes'), '* filter=x\n');
        modify();
      },
      trip: () => attempt('add', 'a.txt'),
    },
    'diff.external': {
      arm: (program) => {
        plain('config', 'diff.external', program);
        modify();
        plain('add', 'a.txt');
      },
      trip: () => attempt('diff', '--cached'),
    },
    'diff.x.command by .gitattributes': {
      arm: (program) => {
        plain('config', 'diff.x.command', program);
        writeFileSync(join(root, '.gitattributes'), '* diff=x\n');
        modify();
        plain('add', 'a.txt');
      },
      trip: () => attempt('diff', '--cached'),
    },
    'textconv by .gitattributes': {
      arm: (program) => {
        plain('config', 'diff.x.textconv', program);
        writeFileSync(join(root, '.gitattributes'), '* diff=x\n');
        modify();
        plain('add', 'a.txt');
      },
      trip: () => attempt('diff', '--cached'),
    },
    'core.pager': { arm: (program) => plain('config', 'core.pager', program), trip: onTerminal },
    'core.sshCommand': {
      arm: (program) => {
        plain('config', 'core.sshCommand', program);
        lazily('ssh://example.invalid/x');
      },
      trip: () => attempt('fetch', 'origin'),
    },
    'remote.origin.uploadpack of a partial clone': {
      arm: (program) => {
        plain('config', 'remote.origin.uploadpack', program);
        lazily(root);
      },
      trip: () => attempt('fetch', 'origin'),
    },
    'the ext:: transport of a partial clone': {
      arm: (program) => lazily(`ext::${program}`),
      trip: () => attempt('-c', 'protocol.ext.allow=always', 'fetch', 'origin'),
    },
    'an alias': { arm: (program) => plain('config', 'alias.cat', `!${program}`), trip: () => attempt('cat') },
    'credential.helper': {
      arm: (program) => plain('config', 'credential.helper', program),
      trip: () => attempt('credential', 'fill'),
    },
    'gpg.program': {
      arm: (program) => {
        plain('config', 'gpg.program', program);
        plain('config', 'commit.gpgSign', 'true');
        plain('config', 'log.showSignature', 'true');
      },
      trip: () => attempt('commit', '--allow-empty', '-m', 'signed'),
    },
  };

  for (const [name, attack] of Object.entries(attacks)) {
    test(name, async ({ skip }) => {
      if (attack.trip === onTerminal && spawnSync('script', ['--version']).error !== undefined)
        skip('no terminal can be made here: script(1) is missing');
      const { program, ran } = plant(name.replaceAll(/[^a-z]/gi, '-'));
      attack.arm(program);
      await runEverything();
      const missing = 'f'.repeat(40);
      await git(root, ['cat-file', '--batch'], { input: `${missing}\n`, allowFailure: true });
      expect(ran()).toBe(false);

      attack.trip();
      expect(ran(), 'the plant is live: git without the guard runs it').toBe(true);
    });
  }

  test('Variables of the environment that make git run programs or write files are not passed on', async () => {
    const { program, ran } = plant('environment');
    const trace = join(home, 'trace');
    const variables = {
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      GIT_SSH_COMMAND: program,
      GIT_ASKPASS: program,
      GIT_TRACE: trace,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program,
      GIT_EXEC_PATH: home,
    };
    Object.assign(process.env, variables);
    try {
      await runEverything();
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
    expect(ran()).toBe(false);
    expect(existsSync(trace)).toBe(false);
  });

  test('A git that lies in the repository is not taken for git', async () => {
    const { program, ran } = plant('git');
    symlinkSync(program, join(root, 'git'));
    const before = process.env['PATH'] ?? '';
    process.env['PATH'] = `${root}:.:${before}`;
    try {
      await git(root, ['rev-parse', 'HEAD']);
    } finally {
      process.env['PATH'] = before;
    }
    expect(ran()).toBe(false);
  });
});

describe('The wrapper', () => {
  test('refuses commands that do more than read', async () => {
    for (const args of [
      ['status'],
      ['checkout', 'main'],
      ['fetch'],
      ['config', 'a.b', 'c'],
      ['-c', 'core.fsmonitor=x', 'ls-files'],
    ])
      await expect(git(root, args)).rejects.toThrow(/not among the commands|must be given --get/);
    expect(() => gitSync(root, ['diff-index', 'HEAD'])).toThrow('must be given --cached');
    expect(() => gitSync(root, ['cat-file', '--textconv', 'HEAD:a.txt'])).toThrow('must not be given --textconv');
    expect(() => gitSync(root, ['diff-tree', '--output=/tmp/x', 'HEAD'])).toThrow('must not be given --output');
  });

  test('refuses a revision that is an option', async () => {
    await expect(resolveCommit(root, '--output=/tmp/x')).rejects.toMatchObject({ code: 'bad-revision' });
    await expect(resolveCommit(root, 'no-such-branch')).rejects.toMatchObject({ code: 'bad-revision' });
    await expect(resolveCommit(root, 'main')).resolves.toBe(plain('rev-parse', 'HEAD').trim());
  });

  test('ends a command that prints too much', async () => {
    writeFileSync(join(root, 'large.txt'), 'x'.repeat(1_000_000));
    plain('add', '.');
    const blob = plain('rev-parse', ':large.txt').trim();
    await expect(git(root, ['cat-file', 'blob', blob], { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'too-much-output',
    });
    expect(() => gitSync(root, ['cat-file', 'blob', blob], { maxBytes: 1000 })).toThrow(GitError);
  });

  test('ends a command that takes too long', async () => {
    execFileSync('mkfifo', [join(root, '.git/packed-refs')]);
    await expect(git(root, ['for-each-ref'], { timeoutMs: 300 })).rejects.toMatchObject({ code: 'timed-out' });
    expect(() => gitSync(root, ['for-each-ref'], { timeoutMs: 300 })).toThrow('took too long');
    expect(headOf(root).branch, 'and the reader of refs does not wait for a FIFO').toBe('main');
  });

  test('says so where there is no repository', async () => {
    const elsewhere = mkdtempSync(join(home, 'plain-'));
    await expect(git(elsewhere, ['ls-files'])).rejects.toMatchObject({ code: 'not-a-repository' });
    expect(findRepository(join(elsewhere, 'missing'))).toBeUndefined();
  });
});

describe('A repository is read without git', () => {
  test('from any folder inside, through a link, and in a linked work tree', () => {
    mkdirSync(join(root, 'deep/er'), { recursive: true });
    symlinkSync(root, join(home, `link-${count}`));
    const linked = join(home, `linked-${count}`);
    plain('worktree', 'add', '-q', '-b', 'side', linked);

    expect(findRepository(join(root, 'deep/er'))).toEqual({
      gitDir: join(root, '.git'),
      commonDir: join(root, '.git'),
      workTree: root,
    });
    expect(findRepository(join(home, `link-${count}`))?.workTree).toBe(root);
    expect(findRepository(linked)).toEqual({
      gitDir: join(root, `.git/worktrees/linked-${count}`),
      commonDir: join(root, '.git'),
      workTree: linked,
    });
    expect(headOf(linked)).toEqual({ branch: 'side', commit: plain('rev-parse', 'HEAD').trim() });
  });

  test('with its branch and commit, packed, detached or not yet born', () => {
    const commit = plain('rev-parse', 'HEAD').trim();
    plain('pack-refs', '--all');
    expect(headOf(root)).toEqual({ branch: 'main', commit });
    plain('checkout', '-q', '--detach');
    expect(headOf(root)).toEqual({ commit });
    plain('checkout', '-q', '--orphan', 'new');
    expect(headOf(root)).toEqual({ branch: 'new' });
  });
});

describe('Cloning', () => {
  test('brings the files and runs neither filters, hooks nor templates', async () => {
    writeFileSync(join(root, '.gitattributes'), '* filter=lfs\n');
    plain('add', '.');
    plain('commit', '-qm', 'second');
    const copy = join(home, `copy-${count}`);
    await clone(`file://${root}`, copy, { depth: 1 });
    expect(readFileSync(join(copy, 'a.txt'), 'utf8')).toBe('one\n');
    expect(existsSync(join(copy, '.git/hooks'))).toBe(false);
    await expect(clone(`ext::sh -c 'touch ${home}/pwned'`, join(home, 'ext'))).rejects.toMatchObject({
      code: 'failed',
    });
    expect(existsSync(join(home, 'pwned'))).toBe(false);
    await expect(clone('--upload-pack=x', join(home, 'option'))).rejects.toThrow('not a URL');
  });
});
