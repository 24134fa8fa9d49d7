import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

function read(lock: object | string, path = 'package-lock.json') {
  const bytes = Buffer.from(typeof lock === 'string' ? lock : JSON.stringify(lock, null, 1));
  return readDependencyFile({ path, bytes }, Infinity);
}

/** What depends on what, as text. */
function edges(file: ReturnType<typeof read>): string[] {
  const name = (index: number) => file?.packages[index]?.place?.replaceAll('node_modules/', '') ?? '?';
  return (file?.packages ?? []).flatMap(({ dependsOn }, from) =>
    (dependsOn ?? []).map((to) => `${name(from)} > ${name(to)}`),
  );
}

const version3 = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': {
      name: 'shop',
      version: '1.0.0',
      workspaces: ['packages/*'],
      dependencies: { express: '^4.18.0', old: 'npm:lodash@^3.0.0' },
      devDependencies: { mocha: '10' },
      optionalDependencies: { fsevents: '^2.3.0' },
    },
    'node_modules/@shop/web': { resolved: 'packages/web', link: true },
    'node_modules/express': {
      version: '4.18.2',
      resolved: 'https://registry.npmjs.org/express/-/express-4.18.2.tgz',
      integrity: 'sha512-aaaa==',
      license: 'MIT',
      dependencies: { debug: '2.6.9', qs: '6.11.0' },
      peerDependencies: { react: '*' },
    },
    'node_modules/debug': { version: '4.3.4', dev: true },
    'node_modules/express/node_modules/debug': { version: '2.6.9', deprecated: 'old', inBundle: true },
    'node_modules/fsevents': { version: '2.3.3', optional: true, hasInstallScript: true, os: ['darwin'] },
    'node_modules/mocha': { version: '10.0.0', dev: true, dependencies: { debug: '4.3.4' } },
    'node_modules/old': { name: 'lodash', version: '3.10.1' },
    'node_modules/qs': {
      version: '6.11.0',
      resolved: 'git+ssh://git@github.com/ljharb/qs.git#0123456789abcdef0123456789abcdef01234567',
    },
    'packages/web': {
      name: '@shop/web',
      version: '2.0.0',
      dependencies: { qs: '^6.0.0', old: '^4.0.0' },
      devDependencies: { mocha: '^10' },
    },
    'packages/web/node_modules/old': {
      version: '4.0.0',
      resolved: 'https://me:secret@npm.example.com/old.tgz?token=1',
    },
  },
};

test('a lockfile of version 3 is read with who brought in whom [4:npm-lock] [4:dependency-graph]', () => {
  const file = read(version3);
  expect(file).toMatchObject({
    format: 'npm/package-lock',
    role: 'lockfile',
    root: { name: 'shop', version: '1.0.0' },
  });
  expect(file?.problems).toBeUndefined();
  expect(edges(file)).toEqual(['express > express/debug', 'express > qs', 'mocha > debug']);
  const [express, debug, ownDebug, fsevents, mocha, lodash, qs, old] = file?.packages ?? [];
  expect(express).toEqual({
    purl: 'pkg:npm/express@4.18.2',
    line: 28,
    endLine: 40,
    constraint: '^4.18.0',
    direct: true,
    workspaces: ['.'],
    dependsOn: [2, 6],
    place: 'node_modules/express',
    integrity: 'sha512-aaaa==',
    licence: 'MIT',
  });
  expect(debug).toMatchObject({ purl: 'pkg:npm/debug@4.3.4', scope: 'dev' });
  expect(ownDebug).toMatchObject({ purl: 'pkg:npm/debug@2.6.9', deprecated: 'old' });
  expect(ownDebug).not.toHaveProperty('direct');
  expect(fsevents).toMatchObject({ scope: 'optional', runsScripts: true, direct: true });
  expect(mocha).toMatchObject({ scope: 'dev', workspaces: ['.', 'packages/web'], constraint: '10' });
  expect(lodash).toMatchObject({ purl: 'pkg:npm/lodash@3.10.1', place: 'node_modules/old', constraint: '^3.0.0' });
  expect(qs).toMatchObject({
    direct: true,
    workspaces: ['packages/web'],
    source: 'git+ssh://github.com/ljharb/qs.git#0123456789abcdef0123456789abcdef01234567',
  });
  expect(old).toMatchObject({ source: 'https://npm.example.com/old.tgz', workspaces: ['packages/web'] });
});

test('version 2 is read by its packages, and so is what npm wrote into node_modules [4:npm-lock]', () => {
  const version2 = { ...version3, lockfileVersion: 2, dependencies: { evil: { version: '6.6.6' } } };
  expect(read(version2)?.packages).toEqual(read(version3)?.packages);
  const { '': _, ...packages } = version3.packages;
  const hidden = read({ ...version3, packages }, 'app/node_modules/.package-lock.json');
  expect(hidden?.role).toBe('installed');
  expect(hidden?.packages).toHaveLength(8);
  expect(read(version3, 'npm-shrinkwrap.json')?.packages).toHaveLength(8);
  expect(read(version3, 'node_modules/x/package-lock.json')).toBeUndefined();
});

test('where packages lists the project alone, what is nested is read, as npm 6 does [4:hostile-lockfiles]', () => {
  const nested = { lodash: { version: '4.17.20' } };
  const file = read({ lockfileVersion: 2, packages: { '': {}, 'node_modules/two words': {} }, dependencies: nested });
  expect(file?.packages.map(({ purl }) => purl)).toEqual(['pkg:npm/lodash@4.17.20']);
  expect(file?.problems).toMatchObject([{ kind: 'malformed' }]);
  const empty = read({ lockfileVersion: 2, packages: { '': {} }, dependencies: {} });
  expect(empty?.packages).toEqual([]);
});

test('a lockfile of version 1 is read with packages under packages [4:npm-lock]', () => {
  const file = read({
    name: 'shop',
    lockfileVersion: 1,
    requires: true,
    dependencies: {
      '@shop/web': { version: 'file:packages/web', requires: { a: '^1.0.0' } },
      a: {
        version: '1.0.0',
        resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
        integrity: 'sha1-abc=',
        requires: { b: '^1.0.0', gone: '*' },
        dependencies: { b: { version: '1.2.0', bundled: true, requires: { c: '1' } } },
      },
      b: { version: '2.0.0', dev: true },
      c: { version: 'npm:other@1.1.0', optional: true },
      g: { version: 'git+https://github.com/o/r.git#0123abc', from: 'git+https://github.com/o/r.git' },
    },
  });
  expect(file?.packages.map(({ purl, place, scope, source }) => [purl, place, scope, source])).toEqual([
    ['pkg:npm/b@1.2.0', 'node_modules/a/node_modules/b', undefined, undefined],
    ['pkg:npm/a@1.0.0', 'node_modules/a', undefined, undefined],
    ['pkg:npm/b@2.0.0', 'node_modules/b', 'dev', undefined],
    ['pkg:npm/other@1.1.0', 'node_modules/c', 'optional', undefined],
    ['pkg:npm/g', 'node_modules/g', undefined, 'git+https://github.com/o/r.git#0123abc'],
  ]);
  expect(edges(file)).toEqual(['a/b > c', 'a > a/b']);
  expect(file?.packages.some(({ direct }) => direct)).toBe(false);
  expect(file?.problems).toBeUndefined();
});

test('a dependency that the lockfile does not list is a problem where it is asked for [4:npm-lock]', () => {
  const file = read(
    '{"lockfileVersion": 3, "packages": {\n"node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}}}}',
  );
  expect(file?.problems).toEqual([
    { kind: 'unresolved', line: 2, detail: 'It needs “b”, which the file does not list.', purl: 'pkg:npm/a@1.0.0' },
  ]);
});

test('duplicate, hostile and impossible entries are told, and the rest is read [4:hostile-lockfiles]', () => {
  const file = read(
    `{"lockfileVersion": 3, "packages": {
"node_modules/a": {"version": "1.0.0"},
"node_modules/a": {"version": "2.0.0"},
"node_modules/__proto__": {"version": "1.0.0", "dependencies": {"constructor": "1"}},
"node_modules/constructor": {"version": "1.0.0", "dependencies": {"__proto__": "1", "a": "2"}},
"node_modules/two words": {"version": "1.0.0"},
"node_modules/b": ["1.0.0"],
"node_modules/${'x/'.repeat(5000)}node_modules/c": {"version": "1.0.0"},
"node_modules/d": {"version": {"toString": 1}, "integrity": 7, "dependencies": "none", "dev": "yes"}
}}`,
  );
  expect(file?.packages.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
    ['pkg:npm/a@1.0.0', undefined],
    ['pkg:npm/a@2.0.0', undefined],
    ['pkg:npm/__proto__@1.0.0', [3]],
    ['pkg:npm/constructor@1.0.0', [1, 2]],
    ['pkg:npm/d', undefined],
  ]);
  expect(file?.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['duplicate', 3],
    ['malformed', 6],
    ['malformed', 7],
    ['malformed', 8],
  ]);
});

test('a truncated lockfile gives what stands before its end, and says so [4:hostile-lockfiles]', () => {
  const text = JSON.stringify(version3, null, 1);
  const file = read(text.slice(0, text.indexOf('"node_modules/fsevents"')));
  expect(file?.packages.map(({ purl }) => purl)).toEqual([
    'pkg:npm/express@4.18.2',
    'pkg:npm/debug@4.3.4',
    'pkg:npm/debug@2.6.9',
  ]);
  expect(file?.problems?.[0]).toMatchObject({ kind: 'malformed', line: 50 });
  expect(() => read(text.slice(0, 60))).toThrow(ReadFailure);
  expect(() => read('')).toThrow(ReadFailure);
  expect(() => read('{}')).toThrow(ReadFailure);
});

test('both sides of a merge conflict are listed [4:hostile-lockfiles]', () => {
  const file = read(
    [
      '{"lockfileVersion": 3, "packages": {',
      '"": {"dependencies": {"a": "^1.0.0"}},',
      '<<<<<<< HEAD',
      '"node_modules/a": {"version": "1.1.0"}',
      '=======',
      '"node_modules/a": {"version": "1.2.0"},',
      '"node_modules/b": {"version": "1.0.0"}',
      '>>>>>>> topic',
      '}}',
    ].join('\n'),
  );
  expect(file?.problems).toMatchObject([{ kind: 'conflict', line: 3 }]);
  expect(file?.packages.map(({ purl, line, direct }) => [purl, line, direct])).toEqual([
    ['pkg:npm/a@1.1.0', 4, true],
    ['pkg:npm/a@1.2.0', 6, true],
    ['pkg:npm/b@1.0.0', 7, undefined],
  ]);
});

test('a graph of 100,000 packages in a row, closed to a circle, is read [4:hostile-lockfiles]', () => {
  const entries = Array.from(
    { length: 100_000 },
    (_, i) => `"node_modules/p${i}":{"version":"1.0.0","dependencies":{"p${(i + 1) % 100_000}":"1"}}`,
  );
  const file = read(`{"lockfileVersion":3,"packages":{"":{"dependencies":{"p0":"1"}},${entries.join(',')}}}`);
  expect(file?.packages).toHaveLength(100_000);
  expect(file?.packages.at(-1)?.dependsOn).toEqual([0]);
});

test('packages nested 100,000 deep are refused with a place [4:hostile-lockfiles]', () => {
  const deep = `${'{"dependencies":{"a":'.repeat(100_000)}{}${'}}'.repeat(100_000)}`;
  expect(() => read(`{"lockfileVersion":1,"dependencies":{"a":${deep}}}`)).toThrow(/deeper than/);
});
