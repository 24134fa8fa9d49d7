import { expect, test } from 'vitest';
import { readDependencyFile } from './index.ts';

/** What a file lists, and what it is told not to have been read for, with lines. */
function look(path: string, text: string): { purls: string[]; problems: string[] } {
  const file = readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity);
  return {
    purls: (file?.packages ?? []).map(({ purl }) => purl),
    problems: (file?.problems ?? []).map(({ kind, line }) => `${kind}:${line}`),
  };
}

const pnpm = (packages: string) =>
  `lockfileVersion: '9.0'\npackages:\n  ms@2.1.3: {resolution: {integrity: sha512-aa}}\n${packages}`;

test.each([
  ['pnpm-lock.yaml', pnpm('  "lod\\x61sh@4.17.20": {}\n'), ['pkg:npm/ms@2.1.3', 'pkg:npm/lodash@4.17.20']],
  ['pnpm-lock.yaml', pnpm('  "lodash@4.17.20":\t{}\n'), ['pkg:npm/ms@2.1.3', 'pkg:npm/lodash@4.17.20']],
  ['pnpm-lock.yaml', `{lockfileVersion: '9.0', packages: {"lodash@4.17.20" : {}}}`, ['pkg:npm/lodash@4.17.20']],
  [
    'Cargo.lock',
    'version = 3\npackage = [{name = "time", version = "0.1.40", source = "registry+https://github.com/rust-lang/crates.io-index"}]\n',
    ['pkg:cargo/time@0.1.40'],
  ],
  ['poetry.lock', 'package = [{name = "jinja2", version = "2.4.1"}]\n', ['pkg:pypi/jinja2@2.4.1']],
  ['pdm.lock', 'package = [{name = "jinja2", version = "2.4.1"}]\n', ['pkg:pypi/jinja2@2.4.1']],
  [
    'uv.lock',
    'version = 1\npackage = [\n {name = "jinja2", version = "2.4.1", source = {registry = "https://pypi.org/simple"}},\n]\n',
    ['pkg:pypi/jinja2@2.4.1'],
  ],
  [
    'composer.lock',
    '{"content-hash": "x", "packages": {"0": {"name": "laravel/framework", "version": "v5.5.0"}}, "packages-dev": []}',
    ['pkg:composer/laravel/framework@v5.5.0'],
  ],
  [
    'pubspec.lock',
    'packages: {http: {dependency: "direct main", description: {name: http}, source: hosted, version: "0.13.0"}}\n',
    ['pkg:pub/http@0.13.0'],
  ],
])('%s is read in forms that its own tool does not write: %j [4:hostile-lockfiles]', (path, text, purls) => {
  expect(look(path, text)).toEqual({ purls, problems: [] });
});

test.each([
  ['an alias of a mapping', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\nx: &p\n  a@1.0.0: {}\npackages: *p\n", 4],
  [
    'an alias on a line of its own',
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\nx: &p\n  a@1.0.0: {}\npackages:\n  *p\n",
    5,
  ],
  ['a merge key', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\nx: &p\n  a@1.0.0: {}\npackages:\n  <<: *p\n", 5],
  ['a merge key in a flow', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\nx: &p\n  a@1.0.0: {}\npackages: {<<: *p}\n", 4],
  ['a key over two lines', 'pnpm-lock.yaml', pnpm('  "lodash\\\n  @4.17.20": {}\n'), 4],
  ['a key with a tag', 'pnpm-lock.yaml', pnpm('  !!str lodash@4.17.20: {}\n'), 4],
  ['a scalar for packages', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\npackages: none\n", 2],
  ['content behind the dashes', 'pnpm-lock.yaml', "--- {packages: {a@1.0.0: {}}}\nlockfileVersion: '9.0'\n", 1],
  ['an entry that is an alias', 'yarn.lock', '__metadata:\n  version: 8\n"a@npm:1": *a\n', 3],
  ['lines of no entry', 'yarn.lock', '# yarn lockfile v1\n  a@1:\n    version "1.0.0"\n', 2],
  ['an alias', 'pubspec.lock', 'x: &p\n  a: {version: "1"}\npackages: *p\n', 3],
  ['packages that are no object', 'package-lock.json', '{"lockfileVersion": 3,\n"packages": ["a"]}', 2],
  ['dependencies that are no object', 'package-lock.json', '{"lockfileVersion": 1,\n"dependencies": ["a"]}', 2],
  ['packages that are no list', 'Cargo.lock', 'version = 3\npackage = "time"\n', 2],
  ['packages that are no tables', 'uv.lock', 'version = 1\npackage = ["a"]\n', 2],
  ['one table of packages', 'poetry.lock', '[package]\nname = "a"\nversion = "1"\n', 1],
  ['packages that are no list', 'composer.lock', '{"content-hash": "x",\n"packages": "a"}', 2],
  ['a category that is no object', 'Pipfile.lock', '{"_meta": {},\n"default": ["a"]}', 2],
  ['a framework that is no object', 'packages.lock.json', '{"version": 1, "dependencies": {\n"net6.0": ["a"]}}', 2],
  ['dependencies that are no object', 'packages.lock.json', '{"version": 1,\n"dependencies": ["a"]}', 2],
  ['specs at another level', 'Gemfile.lock', 'GEM\n  remote: https://rubygems.org/\n  specs:\n     rack (2.0.0)\n', 4],
  ['an entry that is no pair', 'mix.lock', '%{\n  "a"\n}\n', 2],
])('%s in %s is told as not read [4:hostile-lockfiles]', (_, path, text, line) => {
  expect(look(path, text).problems).toContain(`unsupported:${line}`);
});
