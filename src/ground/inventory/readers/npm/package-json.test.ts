import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

function read(manifest: object | string) {
  const bytes = Buffer.from(typeof manifest === 'string' ? manifest : JSON.stringify(manifest, null, 1));
  return readDependencyFile({ path: 'web/package.json', bytes }, Infinity);
}

test('a package.json lists what it asks for, with constraints and scopes [4:package-json]', () => {
  const file = read({
    name: 'shop',
    version: '1.0.0',
    dependencies: { express: '^4.18.0', '@scope/exact': '2.0.1', both: '1.x' },
    devDependencies: { vitest: '>=1 <3' },
    optionalDependencies: { both: '^1.2.0' },
    peerDependencies: { react: '18 || 19' },
  });
  expect(file).toMatchObject({
    format: 'npm/package-json',
    role: 'manifest',
    root: { name: 'shop', version: '1.0.0' },
  });
  expect(file?.packages).toEqual([
    { purl: 'pkg:npm/express', line: 5, constraint: '^4.18.0', direct: true },
    { purl: 'pkg:npm/%40scope/exact@2.0.1', line: 6, constraint: '2.0.1', direct: true },
    { purl: 'pkg:npm/vitest', line: 10, constraint: '>=1 <3', direct: true, scope: 'dev' },
    { purl: 'pkg:npm/both', line: 13, constraint: '^1.2.0', direct: true, scope: 'optional' },
    { purl: 'pkg:npm/react', line: 16, constraint: '18 || 19', direct: true, scope: 'peer' },
  ]);
});

test('aliases, addresses and folders are told apart [4:package-json]', () => {
  const file = read({
    dependencies: {
      old: 'npm:lodash@^3.0.0',
      git: 'git+https://user:word@example.com/o/r.git#v1',
      short: 'owner/repo#semver:^1',
      tarball: 'file:./vendor/x.tgz',
      folder: 'file:../lib',
      sibling: 'workspace:^',
      shared: 'catalog:react18',
      jsr: 'jsr:@std/path@^1.0.0',
    },
  });
  expect(file?.packages.map(({ purl, constraint, source }) => [purl, constraint, source])).toEqual([
    ['pkg:npm/lodash', '^3.0.0', undefined],
    ['pkg:npm/git', 'git+https://example.com/o/r.git#v1', 'git+https://example.com/o/r.git#v1'],
    ['pkg:npm/short', 'github:owner/repo#semver:^1', 'github:owner/repo#semver:^1'],
    ['pkg:npm/tarball', 'file:./vendor/x.tgz', 'file:./vendor/x.tgz'],
    ['pkg:npm/shared', 'catalog:react18', undefined],
    ['pkg:jsr/%40std/path', '^1.0.0', undefined],
  ]);
});

test('overrides of every package manager are listed apart [4:package-json]', () => {
  const file = read({
    packageManager: 'yarn@3.6.0+sha224.abc',
    overrides: { a: '1.0.0', b: { '.': '2.0.0', c: '3.0.0' }, d: '$d' },
    resolutions: { '**/e': '^4', '@s/f/@s/g': '5.0.0', 'h@npm:^1': 'npm:h@6.0.0' },
    pnpm: { overrides: { 'i@<2>j': '7.0.0', k: '-' } },
  });
  expect(file?.packages.map(({ purl, group, direct }) => [purl, group, direct])).toEqual([
    ['pkg:npm/a@1.0.0', 'overrides', undefined],
    ['pkg:npm/b@2.0.0', 'overrides', undefined],
    ['pkg:npm/c@3.0.0', 'overrides', undefined],
    ['pkg:npm/e', 'resolutions', undefined],
    ['pkg:npm/%40s/g@5.0.0', 'resolutions', undefined],
    ['pkg:npm/h@6.0.0', 'resolutions', undefined],
    ['pkg:npm/j@7.0.0', 'pnpm.overrides', undefined],
    ['pkg:npm/%40yarnpkg/cli-dist@3.6.0', 'packageManager', undefined],
  ]);
});

test('what makes no sense is a problem with its line, and the rest is read [4:package-json]', () => {
  const file = read(
    '{"dependencies": {\n"a": "1.0.0",\n"b": 7,\n"no name": "1",\n"a": "2.0.0",\n"__proto__": "1.0.0"}}',
  );
  expect(file?.packages.map(({ purl }) => purl)).toEqual(['pkg:npm/a@2.0.0', 'pkg:npm/__proto__@1.0.0']);
  expect(file?.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['malformed', 3],
    ['malformed', 4],
    ['duplicate', 5],
  ]);
  expect(() => read('[]')).toThrow(ReadFailure);
  expect(() => read('{"name": ')).toThrow(ReadFailure);
});

test('an installed package tells what it is [4:vendored-javascript]', () => {
  const bytes = Buffer.from(
    '{"name": "esbuild", "version": "0.19.0", "license": "MIT", "scripts": {"postinstall": "node install.js"}}',
  );
  const read = (path: string) => readDependencyFile({ path, bytes }, Infinity);
  expect(read('app/node_modules/esbuild/package.json')).toEqual({
    path: 'app/node_modules/esbuild/package.json',
    format: 'npm/installed',
    role: 'installed',
    root: { name: 'esbuild', version: '0.19.0' },
    packages: [
      {
        purl: 'pkg:npm/esbuild@0.19.0',
        line: 1,
        place: 'app/node_modules/esbuild',
        licence: 'MIT',
        runsScripts: true,
      },
    ],
  });
  expect(read('node_modules/@scope/x/package.json')?.format).toBe('npm/installed');
  expect(read('node_modules/esbuild/lib/package.json')).toBeUndefined();
});
