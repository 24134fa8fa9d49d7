import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fillExample } from '#observe/secrets';
import { ScanReportDocument } from './json.schema.ts';

// These run the built command (bin/selvedge.mjs, dist/cli) as a person does, in real repositories.
const selvedge = resolve(import.meta.dirname, '../../../bin/selvedge.mjs');
const home = mkdtempSync(join(tmpdir(), 'selvedge-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const token = fillExample('{{ghp}}', 'cli');
const other = fillExample('{{ghp}}', 'another');

let count = 0;
let folder: string;
beforeEach(() => {
  count += 1;
  folder = join(home, `project-${count}`);
  mkdirSync(folder);
});

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: Record<string, string> } = {},
): Result {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    SELVEDGE_CACHE_HOME: join(home, 'cache'),
    SELVEDGE_DATA_HOME: join(home, 'data'),
    ...options.env,
  };
  const result = spawnSync(process.execPath, [selvedge, ...args], {
    cwd: options.cwd ?? folder,
    env,
    encoding: 'utf8',
    input: options.input ?? '',
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** What depends on the machine's speed and on chance is written the same each time. */
function steady({ out, err }: Result): string {
  return (out + err)
    .replace(/in \d+(\.\d+)? m?s\b/g, 'in 9 ms')
    .replace(/· \d+(\.\d+)? m?s ·/g, '· 9 ms ·')
    .replace(/with \d+ rules/g, 'with 99 rules')
    .replace(/fnd_[0-9a-f]{10,32}/g, 'fnd_0123456789')
    .replaceAll(folder, '/project')
    .replace(/project-\d+/g, 'project');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

function repository(): void {
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  write('README.md', '# Shop\n');
  git('add', '.');
  git('commit', '-qm', 'First');
}

const pay = `export function charge(order) {
  const client = github({
    retries: 3,
    token: '${token}',
  });
  return client.charge(order);
}
`;

describe('selvedge scan --staged', () => {
  beforeEach(repository);

  test('passes in one line when nothing is found [2:staged-scan]', () => {
    write('src/pay.ts', 'export const price = 1;\n');
    git('add', '.');
    const result = run(['scan', '--staged']);
    expect(result.code).toBe(0);
    expect(steady(result)).toBe('● Nothing found in 1 staged file · 9 ms · no server, so no ledger\n');
  });

  test('stops a commit with a token, and shows what to do without showing the token [2:scan-command]', () => {
    write('src/pay.ts', pay);
    git('add', '.');
    const result = run(['scan', '--staged']);
    expect(result.code).toBe(1);
    expect(result.out + result.err).not.toContain(token);
    expect(steady(result)).toMatchInlineSnapshot(`
      "▲ 1 finding blocks this commit.

      ▲ GitHub personal access token (classic)                                critical
        Do    Delete it under Settings → Developer settings → Personal access tokens,
              then look through the security log since the day of the commit. Replace
              it by a fine-grained token or a GitHub App, kept in a secret store.
        Why   Whoever holds it acts as its owner in every repository and organisation
              that its scopes reach, from anywhere, without a second factor.

        src/pay.ts:4:13                                                 fnd_0123456789
          1 │ export function charge(order) {
          2 │   const client = github({
          3 │     retries: 3,
        > 4 │     token: 'ghp_••••GlY3',
            │             ^^^^^^^^^^^^
          5 │   });
          6 │   return client.charge(order);
          7 │ }

        secrets/github-personal-access-token · certain

      Decisions at commit
      ▲ FAIL (enforce)    no-leaked-secret        1 finding
      ● PASS              9 other controls

      Explain  selvedge explain fnd_0123456789
      Accept   selvedge accept fnd_0123456789 --until DATE --because WHY

      Looked at 1 staged file (168 B) with 99 rules in 9 ms. No server, so no
      ledger: only this output says that the scan took place.
      "
    `);
  });

  test('judges what is staged, not what stands in the folder [3:secrets-tree]', () => {
    write('src/pay.ts', pay);
    git('add', '.');
    write('src/pay.ts', 'export const price = 1;\n');
    expect(run(['scan', '--staged']).code).toBe(1);
    git('add', '.');
    write('src/pay.ts', pay);
    expect(run(['scan', '--staged']).code).toBe(0);
  });

  test('is what the hook of selvedge init runs, for a commit of named paths too [2:init]', () => {
    expect(run(['init', '--yes', '--hook']).code).toBe(0);
    expect(readFileSync(join(folder, 'selvedge.yaml'), 'utf8')).toMatch(/^id: prj_[0-9a-f-]{36}$/m);
    write('src/pay.ts', 'export const price = 1;\n');
    git('add', '.');
    git('commit', '-qm', 'Price');
    write('src/pay.ts', pay);
    expect(() => git('commit', '-qm', 'Token', '-a')).toThrow();
    expect(() => git('commit', '-qm', 'Token', '--', 'src/pay.ts')).toThrow();
    expect(git('log', '--format=%s').split('\n')[0]).toBe('Price');
  });

  test('refuses an index, and a repository, that is not the one it looks at', () => {
    write('src/pay.ts', pay);
    git('add', '.');
    const index = join(home, 'another-index');
    expect(run(['scan', '--staged'], { env: { GIT_INDEX_FILE: index } })).toMatchObject({
      code: 2,
      err: expect.stringContaining('GIT_INDEX_FILE names') as unknown,
    });
    expect(run(['scan', '--staged'], { env: { GIT_DIR: join(home, 'another.git') } }).code).toBe(2);
    expect(run(['scan', '--staged'], { env: { GIT_INDEX_FILE: '.git/index', GIT_DIR: '.git' } }).code).toBe(1);
  });

  test('says so outside a repository', () => {
    rmSync(join(folder, '.git'), { recursive: true });
    const result = run(['scan', '--staged'], { env: { GIT_CEILING_DIRECTORIES: home } });
    expect(result.code).toBe(2);
    expect(steady(result)).toMatchInlineSnapshot(`
      "▲ /project is not in a git repository
      "
    `);
  });
});

describe('selvedge scan --since', () => {
  beforeEach(() => {
    repository();
    write('old.ts', `const old = '${other}';\n`);
    git('add', '.');
    git('commit', '-qm', 'Old');
    git('checkout', '-qb', 'feature');
  });

  test('answers for what the branch adds, and not for what was there [2:since-scan] [3:secrets-tree]', () => {
    appendFileSync(join(folder, 'old.ts'), 'export const fine = 1;\n');
    git('commit', '-qam', 'Fine');
    expect(run(['scan', '--since', 'main']).code).toBe(0);
    write('src/pay.ts', pay);
    git('add', '.');
    git('commit', '-qm', 'Token');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out).toContain('src/pay.ts:4:');
    expect(result.out).not.toContain('old.ts');
  });

  test('takes exceptions and controls from the target, and shows a change to them [2:since-scan]', () => {
    write('src/pay.ts', pay);
    git('add', '.');
    git('commit', '-qm', 'Token');
    const id = /fnd_[0-9a-f]{10}/.exec(run(['scan', '--since', 'main']).out)?.[0] ?? '';
    expect(run(['accept', id, '--until', tomorrow(), '--because', 'the branch would absolve itself']).code).toBe(0);
    git('add', '.');
    git('commit', '-qm', 'Absolve');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out).toContain('Declaration changed');
    expect(result.out).toContain('.selvedge/exceptions.yaml');
    expect(result.out).toContain('controls and exceptions as in main');
  });

  test('takes a comment that allows a secret from the target too [3:secrets-inline-allow]', () => {
    const comment = `// selvedge: allow secrets/github-personal-access-token until ${tomorrow()} because the tour needs it\n`;
    write('pay.ts', `${comment}export const a = '${token}';\n`);
    git('add', '.');
    expect(run(['scan', '--staged']).code).toBe(0);
    git('commit', '-qm', 'Token');
    const result = run(['scan', '--since', 'main']);
    expect(result.code).toBe(1);
    expect(result.out.replaceAll(/\s+/g, ' ')).toContain('Note: the comment beside it counts when main has both');
    git('checkout', '-q', 'main');
    git('merge', '-q', 'feature');
    git('checkout', '-q', 'feature');
    write('pay.ts', `// moved\n${comment}export const renamed = '${token}';\n`);
    git('commit', '-qam', 'The same secret under the same comment');
    expect(run(['scan', '--since', 'main']).code).toBe(0);
    write('pay.ts', `${comment}export const b = '${other}';\n`);
    git('commit', '-qam', 'Another under the same comment');
    expect(run(['scan', '--since', 'main']).code).toBe(1);
  });

  test('takes the baseline from the target too', () => {
    write('src/pay.ts', pay);
    run(['scan', '--write-baseline', 'baseline.json']);
    git('add', '.');
    git('commit', '-qm', 'Absolve');
    const result = run(['scan', '--since', 'main', '--baseline', 'baseline.json']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('whose baseline counts here');
  });

  test('shows no older secret in the lines around what was added [2:secrets-redaction]', () => {
    appendFileSync(join(folder, 'old.ts'), `const added = '${token}';\n`);
    git('commit', '-qam', 'Added');
    const { out } = run(['scan', '--since', 'main', '--format', 'json']);
    expect(out).toContain('const old = ');
    expect(out).not.toContain(other);
    expect(out).not.toContain(token);
  });

  test('names a revision that is not there', () => {
    const result = run(['scan', '--since', 'origin/main']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('origin/main names no commit here');
  });

  test('does not take a revision for an option', () => {
    const result = run(['scan', '--since=--output=/tmp/owned']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('is not the name of a revision');
  });
});

describe('selvedge scan --baseline', () => {
  test('tells what is new from what was known, wherever it moves [2:baseline] [3:secrets-baseline]', () => {
    write('old.ts', `const old = '${other}';\n`);
    expect(run(['scan', '--write-baseline', '../baseline.json']).code).toBe(1);
    write('lib/older.ts', `// moved\n\nconst old = '${other}';\n`);
    rmSync(join(folder, 'old.ts'));
    expect(run(['scan', '--baseline', '../baseline.json']).code).toBe(0);
    write('src/pay.ts', pay);
    const result = run(['scan', '--baseline', '../baseline.json', '--format', 'json']);
    expect(result.code).toBe(1);
    const { findings } = JSON.parse(result.out) as {
      findings: { standing: string; tier: string; location: { path: string } }[];
    };
    expect(findings.map(({ standing, tier, location }) => `${location.path} ${standing} ${tier}`)).toEqual([
      'lib/older.ts known same-locus-moved',
      'src/pay.ts new new',
    ]);
  });

  test('says what is gone', () => {
    write('old.ts', `const old = '${other}';\n`);
    run(['scan', '--write-baseline', '../gone.json']);
    write('old.ts', 'export {};\n');
    const { out } = run(['scan', '--baseline', '../gone.json', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ findings: [], closed: [{ path: 'old.ts' }] });
  });

  test('holds no secret', () => {
    write('src/pay.ts', pay);
    run(['scan', '--write-baseline', '../redacted.json']);
    expect(readFileSync(join(home, 'redacted.json'), 'utf8')).not.toContain(token);
  });

  test('says what is wrong with a file that is no baseline', () => {
    write('wrong.json', '{}');
    expect(run(['scan', '--baseline', 'wrong.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a baseline of Selvedge') as unknown,
    });
    expect(run(['scan', '--baseline', 'missing.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no baseline') as unknown,
    });
  });
});

describe('What selvedge scan looks at', () => {
  test('is a folder that is no repository', () => {
    write('src/pay.ts', pay);
    expect(run(['scan']).code).toBe(1);
  });

  test('is nothing in an empty folder, and that is a pass', () => {
    const result = run(['scan']);
    expect(result.code).toBe(0);
    expect(steady(result)).toBe('● There was nothing to look at · 9 ms · no server, so no ledger\n');
  });

  test('is one file, or a part of a project, under the project’s paths [3:secrets-tree]', () => {
    repository();
    write('selvedge.yaml', 'version: 1\nid: prj_019abcde-0000-7000-8000-000000000000\n');
    write('src/pay.ts', pay);
    write('lib/other.ts', `const x = '${other}';\n`);
    expect(pathsFound('.')).toEqual(['lib/other.ts', 'src/pay.ts']);
    expect(pathsFound('src')).toEqual(['src/pay.ts']);
    expect(pathsFound('src/pay.ts')).toEqual(['src/pay.ts']);
  });

  test('is text from standard input [3:secrets-stdin]', () => {
    const result = run(['scan', '--stdin', '--stdin-path', 'src/pay.ts'], { input: pay });
    expect(result.code).toBe(1);
    expect(result.out).toContain('src/pay.ts:4:');
    expect(run(['scan', '--stdin'], { input: 'fine\n' }).code).toBe(0);
  });

  test('does not exist: it says so', () => {
    expect(run(['scan', 'nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/There is no .*nowhere/) as unknown,
    });
  });
});

describe('A selvedge.yaml that is not in order', () => {
  test('is named with line, column and what was expected [2:project-file]', () => {
    write('selvedge.yaml', 'version: 1\nid: prj_019abcde-0000-7000-8000-000000000000\nexcluded: []\n');
    const result = run(['scan']);
    expect(result.code).toBe(2);
    expect(steady(result)).toMatchInlineSnapshot(`
      "▲ selvedge.yaml:3:1: "excluded" is not a key here
        Expected  one of version, id, name, remote, exclude, controls, rules,
                  exposure, licences, health, advisories, quality
        Try       Did you mean "exclude"?
      "
    `);
  });

  test('is read anew when it changes, although it is remembered', () => {
    write('selvedge.yaml', 'version: 1\nid: prj_019abcde-0000-7000-8000-000000000000\n');
    write('src/pay.ts', pay);
    expect(run(['scan']).code).toBe(1);
    expect(run(['scan']).code).toBe(1);
    appendFileSync(join(folder, 'selvedge.yaml'), 'controls:\n  no-leaked-secret:\n    modes: { commit: observe }\n');
    expect(run(['scan']).code).toBe(0);
  });
});

describe('Output', () => {
  test('in SARIF validates against the official schema [2:sarif]', () => {
    write('src/pay.ts', pay);
    write('logo.png', '\u0089PNG\r\n\u001a\n\0\0\0');
    const result = run(['scan', '--format', 'sarif', '--output', '../scan.sarif']);
    expect(result).toMatchObject({ code: 1, out: '' });
    const schema = JSON.parse(
      readFileSync(new URL('./fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const text = readFileSync(join(home, 'scan.sarif'), 'utf8');
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
    expect(text).not.toContain(token);
  });

  test('in every format keeps the secret and this machine’s paths to itself [2:secrets-redaction]', () => {
    write('src/pay.ts', `${pay}// ${token}\n`);
    expect(ScanReportDocument.safeParse(JSON.parse(run(['scan', '--format', 'json']).out)).error).toBeUndefined();
    for (const format of ['pretty', 'json', 'sarif', 'markdown']) {
      const { out } = run(['scan', '--format', format, '--verbose']);
      expect(out, format).toContain('pay.ts');
      expect(out, format).not.toContain(token);
      expect(out, format).not.toContain(folder);
    }
  });

  test('of a file whose name is an attack cannot write to the terminal', () => {
    write('\u001b[2Jé\u202e.ts', pay);
    const { out } = run(['scan', '--verbose']);
    expect(out).toContain('\\x1b[2Jé\\u{202e}.ts');
    expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('survives a reader that leaves, and keeps the gate’s exit code', () => {
    write('src/pay.ts', pay);
    const piped = spawnSync(
      '/bin/sh',
      ['-c', `"${process.execPath}" "${selvedge}" scan --format json; echo "code $?" >&2`],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, SELVEDGE_CACHE_HOME: join(home, 'cache'), SELVEDGE_DATA_HOME: join(home, 'data') },
      },
    );
    expect(piped.stderr).toContain('code 1');
  });
});

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
      rmSync(join(folder, 'src'), { recursive: true, force: true });
      rmSync(join(folder, 'lib'), { recursive: true, force: true });
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

test.each([
  ['what is no code', 'pay.css', /node_modules|program|start\.mjs|declared|sarif|scan-tree|scan-code/, 7],
  ['code', 'src/pay.ts', /cedar|fastify|program|start\.mjs|declared|sarif/, 30],
])('A staged scan of %s loads no schemas, formats or Cedar [2:staged-scan]', (_, path, unwanted, most) => {
  repository();
  write(path, pay);
  git('add', '.');
  const coverage = join(folder, '.git/coverage');
  expect(run(['scan', '--staged'], { env: { NODE_V8_COVERAGE: coverage } }).code).toBe(1);
  const loaded = readdirSync(coverage).flatMap((file) =>
    (JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] }).result.map(
      ({ url }) => url,
    ),
  );
  const files = loaded.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  expect(files.some((file) => file.includes('scan-quick'))).toBe(true);
  expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  for (const file of files)
    expect(readFileSync(file, 'utf8'), file).not.toMatch(
      path === 'pay.css'
        ? /ZodType|commander|YAMLParseError|openReachability|AdvisoryIndexError|JsonFailure/
        : /ZodType|commander|openReachability|AdvisoryIndexError/,
    );
  expect(files.length).toBeLessThanOrEqual(most);
});

test.each([
  [['--history', '--staged'], 'not both --staged and --history', 'one scan for each'],
  [['--history', '--stdin'], 'not both --history and --stdin', 'one scan for each'],
  [['--history', '--since', 'HEAD'], 'not both --since and --history', 'one scan for each'],
  [['--stdin-path', 'a.env'], '--stdin-path names a text from standard input', 'add --stdin'],
  [['--unreachable'], '--unreachable says something only of a history', 'add --history'],
])('scan %j is refused: nothing that was asked for is dropped in silence', (words, message, remedy) => {
  const result = run(['scan', ...words]);
  expect(result.code).toBe(2);
  expect(result.err).toContain(message);
  expect(result.err).toContain(remedy);
});

test('A home that cannot be written costs time and nothing else', () => {
  write('src/pay.ts', pay);
  const result = run(['scan'], { env: { SELVEDGE_CACHE_HOME: '/dev/null/none' } });
  expect(result.code).toBe(1);
});

function tomorrow(): string {
  return new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function pathsFound(...args: string[]): string[] {
  const { findings } = JSON.parse(run(['scan', ...args, '--format', 'json']).out) as {
    findings: { location: { path: string } }[];
  };
  return findings.map(({ location }) => location.path);
}
