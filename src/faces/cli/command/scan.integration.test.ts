import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { ScanReportDocument } from '../json.schema.ts';
import { folder, home, other, pay, repository, run, selvedge, steady, token, write } from './testing.ts';

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

test('A scan of a lockfile loads neither parsers of code nor what asks registries [4:vulnerable-dependency]', () => {
  repository();
  write('package.json', '{"name":"shop","dependencies":{"left-pad":"^1.3.0"}}\n');
  const packages = { '': { dependencies: { 'left-pad': '^1.3.0' } }, 'node_modules/left-pad': { version: '1.3.0' } };
  write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
  const coverage = join(folder, '.git/coverage');
  expect(run(['scan'], { env: { NODE_V8_COVERAGE: coverage } }).out).toContain('npm (1 package)');
  const loaded = readdirSync(coverage).flatMap((file) =>
    (JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] }).result
      .filter(({ url }) => url.startsWith('file:'))
      .map(({ url }) => fileURLToPath(url)),
  );
  expect(loaded.some((file) => file.includes('scan-dependencies'))).toBe(true);
  for (const file of loaded) {
    expect(file).not.toMatch(/web-tree-sitter|scan\.worker/);
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/node:https?\b/);
  }
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
      readFileSync(new URL('../fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
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

function pathsFound(...args: string[]): string[] {
  const { findings } = JSON.parse(run(['scan', ...args, '--format', 'json']).out) as {
    findings: { location: { path: string } }[];
  };
  return findings.map(({ location }) => location.path);
}
