import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { healthChanges, offlineHealth } from './index.ts';
import { lookalikeOf } from './lookalike.ts';

function lockfile(
  path: string,
  ...packages: (Omit<ListedPackage, 'line'> & { readonly line?: number })[]
): DependencyFile {
  return {
    path,
    format: 'npm/package-lock',
    role: 'lockfile',
    packages: packages.map((listed, i) => ({ line: i + 1, ...listed })),
  };
}

describe('[4:typosquat] a name that could be mistaken for a popular one', () => {
  test.each([
    ['npm', 'crossenv', 'cross-env', 'separators'],
    ['npm', 'loadsh', 'lodash', 'letters'],
    ['npm', 'expresss', 'express', 'letters'],
    ['npm', 'electorn', 'electron', 'letters'],
    ['npm', '1odash', 'lodash', 'shapes'],
    ['npm', 'types-node', '@types/node', 'scope'],
    ['npm', '@types-node/x', '@types/node', 'scope'],
    ['npm', '@babell/core', '@babel/core', 'scope'],
    ['npm', 'parser-cookie', 'cookie-parser', 'words'],
    ['pypi', 'urlib3', 'urllib3', 'letters'],
    ['pypi', 'djang0', 'django', 'shapes'],
    ['pypi', 'jeilyfish', 'jellyfish', 'shapes'],
    ['pypi', 'colourama', 'colorama', 'letters'],
    ['pypi', 'request', 'requests', 'letters'],
    ['cargo', 'rustdecimal', 'rust_decimal', 'separators'],
    ['gem', 'rest_client', 'rest-client', 'separators'],
    ['golang', 'github.com/gorila/mux/v2', 'github.com/gorilla/mux', 'letters'],
  ])('is told: %s %s for %s (%s)', (type, name, model, how) => {
    expect(lookalikeOf(type, name)).toEqual({ model, how });
  });

  test.each([
    ['npm', 'lodash'],
    ['npm', 'preact'],
    ['npm', 'md4'],
    ['npm', 'vue3'],
    ['npm', 'moments'],
    ['npm', '@acme/lodash'],
    ['npm', '@types/something-else'],
    ['npm', 'a'],
    ['npm', '__proto__'],
    ['pypi', 'flask-caching'],
    ['maven', 'org.apache/log4i'],
    ['constructor', 'lodahs'],
  ])('is not told where it is popular itself, or not close: %s %s', (type, name) => {
    expect(lookalikeOf(type, name)).toBeUndefined();
  });

  test('never throws, whatever a file calls its packages', () => {
    fc.assert(
      fc.property(fc.constantFrom('npm', 'pypi', 'golang'), fc.string(), (type, name) => void lookalikeOf(type, name)),
    );
  });

  test('is told of what the project itself names, not of what others bring in, nor of what comes from elsewhere', () => {
    const claims = offlineHealth([
      lockfile(
        'package-lock.json',
        { purl: 'pkg:npm/loadsh@4.17.0', direct: true },
        { purl: 'pkg:npm/electorn@1.0.0' },
        { purl: 'pkg:npm/expresss@1.0.0', direct: true, source: '../expresss' },
      ),
    ]);

    expect(claims).toMatchObject([
      {
        rule: 'dependencies/typosquat',
        severity: 'high',
        confidence: 'likely',
        locus: { kind: 'package', purl: 'pkg:npm/loadsh', manifest: 'package-lock.json' },
        location: { startLine: 1 },
        message: 'loadsh 4.17.0 could be mistaken for lodash: one letter is added, missing, changed or swapped',
        attributes: { model: 'lodash', likeness: 'letters', direct: true },
      },
    ]);
  });
});

test('[4:typosquat] is told once, where the lockfile has it', () => {
  const direct = { purl: 'pkg:npm/loadsh@1.0.0', direct: true } as const;
  const manifest = { ...lockfile('package.json', direct), format: 'npm/package-json', role: 'manifest' as const };

  expect(offlineHealth([manifest, lockfile('package-lock.json', direct)]).map(({ location }) => location.path)).toEqual(
    ['package-lock.json'],
  );
  expect(offlineHealth([manifest])).toHaveLength(1);
});

test('[4:health-registry] what a lockfile says is deprecated is told in its publisher’s words, once', () => {
  const claims = offlineHealth([
    lockfile(
      'package-lock.json',
      { purl: 'pkg:npm/request@2.88.2', deprecated: 'request has been deprecated', place: 'node_modules/request' },
      {
        purl: 'pkg:npm/request@2.88.2',
        deprecated: 'request has been deprecated',
        place: 'node_modules/a/node_modules/request',
      },
    ),
  ]);

  expect(claims.map(({ rule, message }) => [rule, message])).toEqual([
    ['dependencies/deprecated', 'request 2.88.2 is deprecated by its publisher: request has been deprecated'],
  ]);
});

describe('[4:install-scripts] a change of a lockfile', () => {
  const before = [
    lockfile(
      'package-lock.json',
      { purl: 'pkg:npm/esbuild@0.25.0', runsScripts: true },
      { purl: 'pkg:npm/left@1.0.0' },
      { purl: 'pkg:npm/quiet@1.0.0' },
    ),
  ];

  test('that makes a package run code at its installation is told', () => {
    const after = [
      lockfile(
        'package-lock.json',
        { purl: 'pkg:npm/esbuild@0.26.0', runsScripts: true },
        { purl: 'pkg:npm/left@1.0.1', runsScripts: true },
        { purl: 'pkg:npm/quiet@1.1.0' },
        { purl: 'pkg:npm/fresh@1.0.0', runsScripts: true },
      ),
    ];

    expect(
      healthChanges({ before, after }).map(({ rule, confidence, message }) => [rule, confidence, message]),
    ).toEqual([
      [
        'dependencies/install-script-added',
        'likely',
        'left 1.0.1 runs code of its own when it is installed, which left did not do before this change',
      ],
      [
        'dependencies/install-script-added',
        'possible',
        'fresh 1.0.0 is new here, and runs code of its own when it is installed',
      ],
    ]);
  });

  test('says nothing of a lockfile that is new', () => {
    expect(healthChanges({ before: [], after: before })).toEqual([]);
  });
});
