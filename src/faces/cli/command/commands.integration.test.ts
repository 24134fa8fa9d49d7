import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  folder,
  git,
  other,
  pay,
  repository,
  type Result,
  run,
  selvedge,
  steady,
  token,
  tomorrow,
  write,
} from './testing.ts';

describe('Exit codes [2:exit-codes]', () => {
  test('are 2 for a wrong flag, with what was meant', () => {
    const result = run(['scan', '--stagd']);
    expect(result.code).toBe(2);
    expect(steady(result)).toMatchInlineSnapshot(`
      "▲ Unknown option '--stagd'
        (Did you mean --staged?)
      "
    `);
  });

  test('are 2 for a command that there is not, with what was meant', () => {
    const result = run(['scna']);
    expect(result.code).toBe(2);
    expect(steady(result)).toMatchInlineSnapshot(`
      "▲ Unknown command 'scna'
        (Did you mean scan?)
      "
    `);
  });

  test('are 3 when it is unknown under enforce', () => {
    write('big.ts', 'x');
    execFileSync('truncate', ['-s', '200M', join(folder, 'big.ts')]);
    const result = run(['scan']);
    expect(result.code).toBe(3);
    expect(result.out).toContain('big.ts');
  });
});

describe('selvedge explain', () => {
  test('tells of a rule, a finding of the last scan, and a control [2:explain]', () => {
    write('src/pay.ts', pay);
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan']).out)?.[0] ?? '';
    expect(run(['explain', id]).out).toContain("token: 'ghp_");
    expect(run(['explain', id]).out).not.toContain(token);
    expect(run(['explain', 'secrets/github-personal-access-token']).out).toContain('Delete it under Settings');
    expect(run(['explain', 'no-leaked-secret']).out).toContain('Is every credential');
  });

  test('says what might be meant', () => {
    expect(run(['explain', 'no-leaked-secrt'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('selvedge explain no-leaked-secret') as unknown,
    });
    expect(run(['explain', 'fnd_ffffffff'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('run selvedge scan first') as unknown,
    });
  });
});

describe('selvedge accept', () => {
  test('lets a finding pass until the day, and not longer [2:leases]', () => {
    write('src/pay.ts', pay);
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan']).out)?.[0] ?? '';
    const accepted = run(['accept', id, '--until', tomorrow(), '--because', 'a sandbox token, revoked each night']);
    expect(accepted.code).toBe(0);
    expect(readFileSync(join(folder, '.selvedge/exceptions.yaml'), 'utf8')).toContain('a sandbox token');
    const result = run(['scan']);
    expect(result.code).toBe(0);
    expect(result.out).toContain('1 accepted finding');
  });

  test('holds when the secret moves in its file, to another one, and is written otherwise [3:secrets-exceptions]', () => {
    write('src/pay.ts', pay);
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan']).out)?.[0] ?? '';
    expect(run(['accept', id, '--until', tomorrow(), '--because', 'a sandbox token, revoked each night']).code).toBe(0);
    for (const [path, text] of [
      ['src/pay.ts', `\n\n// moved\n${pay}`],
      ['lib/checkout/token.py', `SANDBOX = "${token}"\n`],
      ['deploy/.env', `export SANDBOX_TOKEN=${token}\n`],
    ] as const) {
      rmSync(join(folder, 'src'), { recursive: true, force: true, maxRetries: 5 });
      rmSync(join(folder, 'lib'), { recursive: true, force: true, maxRetries: 5 });
      write(path, text);
      expect(run(['scan']), path).toMatchObject({
        code: 0,
        out: expect.stringContaining('accepted finding') as unknown,
      });
      rmSync(join(folder, path));
    }
    write('src/pay.ts', pay.replace(token, other));
    expect(run(['scan']).code).toBe(1);
  });

  test('refuses an end that is past, too far or none, and a reason that says nothing', () => {
    write('src/pay.ts', pay);
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan']).out)?.[0] ?? '';
    const accept = (until: string, because: string): Result =>
      run(['accept', id, '--until', until, '--because', because]);
    for (const result of [
      accept('2020-01-01', 'long enough a reason'),
      accept('2090-01-01', 'long enough a reason'),
      accept('soon', 'long enough a reason'),
      accept(tomorrow(), 'short'),
    ])
      expect(result.code, result.err).toBe(2);
    expect(existsSync(join(folder, '.selvedge/exceptions.yaml'))).toBe(false);
  });
});

describe('selvedge init', () => {
  test('shows what it would do and writes nothing unless told to', () => {
    repository();
    const result = run(['init']);
    expect(result.code).toBe(0);
    expect(steady(result)).toMatchInlineSnapshot(`
      "· project
        selvedge.yaml
            new: an id for this project, made at random. This folder has no remote
            yet, so that it is bound to none. Commit it.
        .git/hooks/pre-commit
            new (only if you want it: --hook): looks at what is staged before each
            commit.

      Nothing was written. selvedge init --yes does it; --hook adds the hook.
      "
    `);
    expect(existsSync(join(folder, 'selvedge.yaml'))).toBe(false);
  });

  test('leaves a hook alone that is somebody else’s', () => {
    repository();
    write('.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n');
    expect(run(['init', '--yes', '--hook']).out).toContain('stays as it is');
    expect(readFileSync(join(folder, '.git/hooks/pre-commit'), 'utf8')).toBe('#!/bin/sh\nexit 0\n');
  });

  test('writes a hook that can be run, and a file that is read', () => {
    repository();
    git('remote', 'add', 'origin', 'git@github.com:ada/shop.git');
    run(['init', '--yes', '--hook']);
    expect(statSync(join(folder, '.git/hooks/pre-commit')).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(folder, 'selvedge.yaml'), 'utf8')).toMatch(/^remote: .*github\.com.ada\/shop/m);
    expect(run(['scan']).code).toBe(0);
  });
});

test('Help teaches by what somebody wants, in at most 80 columns', () => {
  const { out, code } = run(['--help']);
  expect(code).toBe(0);
  expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
  expect(out).toMatchInlineSnapshot(`
    "Selvedge 0.1.0 – finds what must not ship, decides alike at every stage, and
    can prove it. No network unless asked, no telemetry.

    See what is wrong
      selvedge scan                     this folder, all of it
      selvedge scan --staged            what you are about to commit
      selvedge scan --since main        what your branch adds
      selvedge explain FINDING          where, why it matters, how to fix it
      selvedge explain RULE             what a rule finds, with examples
      selvedge explain CONTROL          what must hold, and from when on

    Live with what is there
      selvedge scan --write-baseline F  remember what is there today …
      selvedge scan --baseline F        … and tell the new from the known
      selvedge accept FINDING …         accept a finding until a date
      selvedge secrets rotate-list      what to revoke, where, in what order

    Know your dependencies
      selvedge advisories sync          get what is known, over the network
      selvedge advisories import PATH   … or from files
      selvedge advisories status        what is there, and how old it is
      selvedge sbom -o bom.json         what this folder is made of
      selvedge vex --author NAME        what vulnerabilities mean here

    Repair dependencies
      selvedge fix --dry-run            the smallest change, and why
      selvedge fix                      the same, on a branch with a commit
      selvedge update                   keep everything current

    While you write
      selvedge lsp                      findings while you type, for editors
      selvedge mcp                      checks what coding agents write
      selvedge fix --code               repairs code where a rule says how

    Build it in
      selvedge init                     a selvedge.yaml, a pre-commit hook
      selvedge rules test               your own rules, on their examples
      selvedge scan --since main \\      in a pull request, the code
          --gate merge --format sarif   host shows the findings

    Keep a record of it
      selvedge start [PATH | GIT-URL]   scan, record, and open the page
      selvedge call OPERATION …         read and change what a server keeps
      selvedge backup FILE              copy the database and its log
      selvedge restore FILE             begin again from a copy

    Exit codes  0 pass  1 a control fails  2 wrong usage or configuration
                3 unknown, where a control must know

    selvedge COMMAND --help says more about each.
    "
  `);
  expect(run([]).out).toBe(out);
  for (const command of ['scan', 'explain', 'init', 'accept']) expect(run([command, '--help']).code).toBe(0);
});

test('The version is the package’s', () => {
  const { version } = JSON.parse(readFileSync(resolve(selvedge, '../../package.json'), 'utf8')) as { version: string };
  expect(run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
