import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

function read(text: string) {
  return readDependencyFile({ path: 'bun.lock', bytes: Buffer.from(text) }, Infinity);
}

test('a bun.lock is read with its graph, scopes and workspaces [4:bun-lock] [4:dependency-graph]', () => {
  const file = read(`{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "shop", "dependencies": { "chalk": "^4.0.0" }, "devDependencies": { "old": "npm:@s/chalk@^2" }, },
    "packages/web": { "name": "@shop/web", "dependencies": { "ms": "^1.0.0", "@shop/core": "workspace:*", "r": "github:o/r#v1" }, },
  },
  "packages": {
    "@shop/core": ["@shop/core@workspace:packages/core"],
    "@shop/web": ["@shop/web@workspace:packages/web"],
    "@shop/web/ms": ["ms@1.0.0", "https://npm.example.com/", {}, "sha512-a"],
    "chalk": ["chalk@4.1.2", "", { "dependencies": { "ms": "^2.0.0", "color": "1" }, "peerDependencies": { "gone": "*" } }, "sha512-b"],
    "chalk/color": ["color@1.0.0", "", { "dependencies": { "ms": "^2.0.0" } }, "sha512-c"],
    "ms": ["ms@2.0.0", "", {}, "sha512-d"],
    "old": ["@s/chalk@2.0.0", "", { "dependencies": { "ms": "2", "missing": "1" } }, "sha512-e"],
    "r": ["r@github:o/r#0123abc", {}, "o-r-0123abc"],
  }
}`);
  expect(file?.root).toEqual({ name: 'shop' });
  expect(
    file?.packages.map(({ purl, place, scope, workspaces, constraint, dependsOn, source }) => [
      purl,
      place,
      scope,
      workspaces,
      constraint,
      dependsOn,
      source,
    ]),
  ).toEqual([
    ['pkg:npm/ms@1.0.0', '@shop/web/ms', undefined, ['packages/web'], '^1.0.0', undefined, 'https://npm.example.com/'],
    ['pkg:npm/chalk@4.1.2', 'chalk', undefined, ['.'], '^4.0.0', [2, 3], undefined],
    ['pkg:npm/color@1.0.0', 'chalk/color', undefined, undefined, undefined, [3], undefined],
    ['pkg:npm/ms@2.0.0', 'ms', undefined, undefined, undefined, undefined, undefined],
    ['pkg:npm/%40s/chalk@2.0.0', 'old', 'dev', ['.'], '^2', [3], undefined],
    ['pkg:npm/r', 'r', undefined, ['packages/web'], 'github:o/r#v1', undefined, 'github:o/r#0123abc'],
  ]);
  expect(file?.problems).toEqual([
    {
      kind: 'unresolved',
      line: 14,
      detail: 'It needs “missing”, which the file does not list.',
      purl: 'pkg:npm/%40s/chalk@2.0.0',
    },
  ]);
});

test('what is double or makes no sense in a bun.lock is told [4:hostile-lockfiles]', () => {
  const file = read(`{"lockfileVersion": 1, "workspaces": 7, "packages": {
"a": ["a@1.0.0", "", {}, 5],
"a": ["a@2.0.0"],
"__proto__": ["__proto__@1.0.0", "", {"dependencies": {"a": 1}}],
"b": {"x": 1},
"c": [["c@1.0.0"]]
`);
  expect(file?.packages.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
    ['pkg:npm/a@1.0.0', undefined],
    ['pkg:npm/a@2.0.0', undefined],
    ['pkg:npm/__proto__@1.0.0', [1]],
  ]);
  expect(file?.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['duplicate', 3],
    ['malformed', 5],
    ['malformed', 6],
    ['malformed', 7],
  ]);
  expect(() => read('{"packages": {}}')).toThrow(ReadFailure);
  expect(() => readDependencyFile({ path: 'bun.lockb', bytes: Buffer.from('\u007fELF') }, Infinity)).toThrow(
    /save-text-lockfile/,
  );
});
