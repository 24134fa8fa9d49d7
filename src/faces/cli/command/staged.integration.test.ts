import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { folder, git, home, pay, repository, run, steady, token, write } from './testing.ts';

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
