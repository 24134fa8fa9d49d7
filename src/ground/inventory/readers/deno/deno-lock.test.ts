import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

function read(lock: object | string) {
  const bytes = Buffer.from(typeof lock === 'string' ? lock : JSON.stringify(lock, null, 1));
  return readDependencyFile({ path: 'deno.lock', bytes }, Infinity);
}

const hash = 'a'.repeat(64);

test('a deno.lock of version 5 is read, npm and JSR, with who asks for what [4:deno-lock] [4:dependency-graph]', () => {
  const file = read({
    version: '5',
    specifiers: {
      'jsr:@std/path@^1.0.0': '1.0.8',
      'jsr:@std/internal@1': '1.0.1',
      'npm:chalk@4': '4.1.2',
      'npm:dom@18': '18.2.0_react@18.2.0',
    },
    jsr: {
      '@std/internal@1.0.1': { integrity: hash },
      '@std/path@1.0.8': { integrity: hash, dependencies: ['jsr:@std/internal@1'] },
    },
    npm: {
      'chalk@4.1.2': { integrity: 'sha512-a', dependencies: ['ms@2.0.0'], scripts: true },
      'dom@18.2.0_react@18.2.0': { integrity: 'sha512-b', dependencies: ['react'], optionalDependencies: ['ms@1.0.0'] },
      'ms@1.0.0': { integrity: 'sha512-c', deprecated: true },
      'ms@2.0.0': { integrity: 'sha512-d' },
      'react@18.2.0': { integrity: 'sha512-e' },
    },
    remote: {
      'https://deno.land/std@0.200.0/path/mod.ts': hash,
      'https://deno.land/std@0.200.0/path/posix.ts': hash,
      'https://deno.land/x/oak@v12.6.1/mod.ts': hash,
      'https://esm.sh/v135/@s/preact@10.5.15/hooks': hash,
      'https://example.com/x.ts': hash,
    },
    workspace: {
      dependencies: ['jsr:@std/path@^1.0.0'],
      members: { web: { packageJson: { dependencies: ['npm:chalk@4', 'npm:dom@18'] } } },
    },
  });
  expect(file?.problems).toBeUndefined();
  expect(
    file?.packages.map(({ purl, dependsOn, workspaces, constraint }) => [purl, dependsOn, workspaces, constraint]),
  ).toEqual([
    ['pkg:jsr/%40std/internal@1.0.1', undefined, undefined, undefined],
    ['pkg:jsr/%40std/path@1.0.8', [0], ['.'], '^1.0.0'],
    ['pkg:npm/chalk@4.1.2', [5], ['web'], '4'],
    ['pkg:npm/dom@18.2.0', [4, 6], ['web'], '18'],
    ['pkg:npm/ms@1.0.0', undefined, undefined, undefined],
    ['pkg:npm/ms@2.0.0', undefined, undefined, undefined],
    ['pkg:npm/react@18.2.0', undefined, undefined, undefined],
    ['pkg:generic/deno.land/std@0.200.0', undefined, undefined, undefined],
    ['pkg:generic/deno.land/x/oak@v12.6.1', undefined, undefined, undefined],
    ['pkg:npm/%40s/preact@10.5.15', undefined, undefined, undefined],
  ]);
  expect(file?.packages[0]?.integrity).toBe(`sha256:${hash}`);
  expect(file?.packages[2]?.runsScripts).toBe(true);
});

test('versions 2 and 3 are read too [4:deno-lock]', () => {
  const npm = { 'a@1.0.0': { integrity: 'sha512-a', dependencies: { b: 'b@2.0.0' } }, 'b@2.0.0': { dependencies: {} } };
  const version3 = read({
    version: '3',
    packages: { specifiers: { 'npm:a@^1': 'npm:a@1.0.0' }, npm },
    remote: {},
    workspace: { dependencies: ['npm:a@^1'] },
  });
  const version2 = read({ version: '2', remote: {}, npm: { specifiers: { 'a@^1': 'a@1.0.0' }, packages: npm } });
  for (const file of [version2, version3])
    expect(file?.packages.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
      ['pkg:npm/a@1.0.0', [1]],
      ['pkg:npm/b@2.0.0', undefined],
    ]);
  expect(version3?.packages[0]).toMatchObject({ direct: true, constraint: '^1' });
});

test('what is double, missing or makes no sense in a deno.lock is told [4:hostile-lockfiles]', () => {
  const file = read(`{"version": "9", "npm": {
"a@1.0.0": {"dependencies": ["gone", 7]},
"a@1.0.0": {},
"__proto__@1.0.0": [],
"nothing": {}
}}`);
  expect(file?.packages.map(({ purl }) => purl)).toEqual([
    'pkg:npm/a@1.0.0',
    'pkg:npm/a@1.0.0',
    'pkg:npm/__proto__@1.0.0',
  ]);
  expect(file?.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['duplicate', 3],
    ['malformed', 5],
    ['unsupported', 1],
    ['unresolved', 2],
  ]);
  expect(() => read('{}')).toThrow(ReadFailure);
});

test('a deno.json tells what its import map asks for [4:deno-lock]', () => {
  const bytes = Buffer.from(`{
  // a comment
  "name": "@shop/web", "version": "1.0.0",
  "imports": {
    "@std/path": "jsr:@std/path@^1.0.0",
    "chalk/": "npm:/chalk@5.3.0/source/",
    "react": "https://esm.sh/react@18.2.0",
    "own": "./src/own.ts",
    "wrong": "npm:",
  },
  "scopes": { "./old/": { "chalk": "npm:chalk" } },
}`);
  const file = readDependencyFile({ path: 'web/deno.jsonc', bytes }, Infinity);
  expect(file).toMatchObject({ role: 'manifest', root: { name: '@shop/web', version: '1.0.0' } });
  expect(file?.packages.map(({ purl, line, constraint }) => [purl, line, constraint])).toEqual([
    ['pkg:jsr/%40std/path', 5, '^1.0.0'],
    ['pkg:npm/chalk@5.3.0', 6, '5.3.0'],
    ['pkg:npm/react@18.2.0', 7, undefined],
    ['pkg:npm/chalk', 11, undefined],
  ]);
  expect(file?.problems).toMatchObject([{ kind: 'malformed', line: 9 }]);
});
