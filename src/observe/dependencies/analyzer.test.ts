import { describe, expect, test } from 'vitest';
import {
  analyzer,
  disagreements,
  inventoryOf,
  matchingRules,
  outsideLockfile,
  withoutLocked,
  withoutLockfile,
} from './index.ts';

/** What the analyzer makes of a project's files. */
function look(files: Readonly<Record<string, string>>) {
  const session = analyzer.open(new Map(), { projectKey: 'key' });
  const extracted = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    return { path, ...session.extract({ path, size: bytes.length, bytes }, performance.now() + 5000) };
  });
  const conclusion = session.conclude(
    extracted.flatMap(({ path, facts }) => (facts === undefined ? [] : [{ path, facts }])),
  );
  const inventory = inventoryOf({ dependencies: conclusion.knowledge ?? [] });
  return { ...conclusion, inventory, gaps: extracted.flatMap(({ notLookedAt = [] }) => notLookedAt) };
}

const manifest = (dependencies: object, more: object = {}) =>
  JSON.stringify({ name: 'shop', dependencies, ...more }, null, 2);
const lockfile = (versions: Readonly<Record<string, string>>, asked: object = {}) =>
  JSON.stringify(
    {
      name: 'shop',
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', dependencies: asked },
        ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])),
      },
    },
    null,
    2,
  );

describe('a manifest that disagrees with its lockfile [4:manifest-disagrees]', () => {
  test('is a finding where it asks for what the lockfile does not have', () => {
    const { inventory } = look({
      'package.json': manifest({ express: '^5.0.0', lodash: '^4.17.0', left: '1.0.0' }),
      'package-lock.json': lockfile(
        { express: '4.17.1', lodash: '4.17.21' },
        { express: '^4.17.0', lodash: '^4.17.0' },
      ),
    });
    expect(disagreements(inventory).map(({ rule, message, location }) => [rule, message, location.startLine])).toEqual([
      ['dependencies/manifest-disagrees', 'package.json asks for express ^5.0.0, and package-lock.json has 4.17.1', 4],
      [
        'dependencies/manifest-disagrees',
        'package.json asks for left 1.0.0, and package-lock.json does not have it',
        6,
      ],
    ]);
  });

  test('says nothing of what it takes from elsewhere, of peers, and of words that are no constraint', () => {
    const { inventory } = look({
      'package.json': manifest(
        { a: 'file:../a', b: 'git+https://example.org/b.git', c: 'workspace:*', d: 'latest' },
        { peerDependencies: { react: '^18' } },
      ),
      'package-lock.json': lockfile({ d: '1.0.0' }),
    });
    expect(disagreements(inventory)).toEqual([]);
  });

  test('is not looked for in a project that lies below another and is no workspace of it', () => {
    const { inventory } = look({
      'tools/x/package.json': manifest({ express: '^5.0.0' }),
      'package.json': manifest({}),
      'package-lock.json': lockfile({ express: '4.17.1' }),
    });
    expect(disagreements(inventory)).toEqual([]);
  });

  test('holds for other ecosystems too', () => {
    const { inventory } = look({
      'Cargo.toml': '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1.0.200"\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.100"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\ndependencies = ["serde"]\n',
    });
    expect(disagreements(inventory)).toMatchObject([
      { message: 'Cargo.toml asks for serde 1.0.200, and Cargo.lock has 1.0.100', location: { startLine: 6 } },
    ]);
  });
});

/** What is left of manifests when their lockfiles are held against them, and what is told of it. */
function asks(files: Readonly<Record<string, string>>) {
  const { inventory } = look(files);
  return {
    gaps: outsideLockfile(inventory).map(({ path, detail }) => `${path}: ${detail}`),
    left: withoutLocked(inventory)
      .filter(({ role }) => role === 'manifest')
      .flatMap(({ packages }) => packages.map(({ purl }) => purl)),
  };
}

const unknown = 'what is installed of it is not known';

describe('a lockfile that does not have what its manifest asks for [4:manifest-disagrees]', () => {
  test.each<[what: string, path: string, text: string, lockfile: string, locked: string, purl: string]>([
    [
      'empty',
      'package.json',
      manifest({ lodash: '4.17.20' }),
      'bun.lock',
      '{"lockfileVersion":1,"workspaces":{},"packages":{}}',
      'pkg:npm/lodash@4.17.20',
    ],
    [
      'without what is optional',
      'package.json',
      manifest({ ms: '2.1.3' }, { optionalDependencies: { lodash: '4.17.20' } }),
      'package-lock.json',
      lockfile({ ms: '2.1.3' }),
      'pkg:npm/lodash@4.17.20',
    ],
    [
      'without what is asked for by a word',
      'package.json',
      manifest({ ms: '2.1.3', lodash: 'latest' }),
      'yarn.lock',
      '# yarn lockfile v1\n\n\nms@2.1.3:\n  version "2.1.3"\n',
      'pkg:npm/lodash',
    ],
    [
      'without what is asked for by its address',
      'package.json',
      manifest({ ms: '2.1.3', lodash: 'https://example.org/lodash.tgz' }),
      'package-lock.json',
      lockfile({ ms: '2.1.3' }),
      'pkg:npm/lodash',
    ],
    [
      'broken',
      'package.json',
      manifest({ ms: '2.1.3', lodash: '^4' }),
      'package-lock.json',
      `{\n<<<<<<< ours\n=======\n>>>>>>> theirs\n"lockfileVersion":3,"packages":{"node_modules/ms":{"version":"2.1.3"}}}`,
      'pkg:npm/lodash',
    ],
    [
      'of Cargo',
      'Cargo.toml',
      '[package]\nname = "x"\n[dependencies]\ntime = "=0.1.40"\n',
      'Cargo.lock',
      'version = 3\n',
      'pkg:cargo/time@0.1.40',
    ],
    [
      'of uv',
      'pyproject.toml',
      '[project]\nname = "x"\ndependencies = ["jinja2==2.4.1"]\n',
      'uv.lock',
      'version = 1\n',
      'pkg:pypi/jinja2@2.4.1',
    ],
    [
      'of Composer',
      'composer.json',
      '{"require":{"laravel/framework":"5.5.0"}}',
      'composer.lock',
      '{"packages":[],"packages-dev":[]}',
      'pkg:composer/laravel/framework@5.5.0',
    ],
    [
      'of Gradle',
      'build.gradle',
      "dependencies { implementation 'org.apache.logging.log4j:log4j-core:2.14.1' }\n",
      'gradle.lockfile',
      'empty=compileClasspath\n',
      'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
    ],
  ])('hides nothing: %s', (_, path, text, lock, locked, purl) => {
    const { gaps, left } = asks({ [path]: text, [lock]: locked });
    expect(left).toEqual([purl]);
    expect(gaps).toEqual([expect.stringMatching(new RegExp(`^${path}: ${lock} does not have .*: ${unknown}$`))]);
  });

  test('is told for a workspace too, and not for the workspaces themselves', () => {
    const workspaces = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { workspaces: ['a', 'b'], dependencies: { ms: '2.1.3' } },
        'node_modules/ms': { version: '2.1.3' },
        a: { name: 'a', dependencies: { ms: '2.1.3' } },
        b: { name: 'b', version: '1.0.0', dependencies: { ms: '2.1.3' } },
      },
    });
    const { gaps, left } = asks({
      'package-lock.json': workspaces,
      'package.json': manifest({ ms: '2.1.3' }),
      'a/package.json': '{"name":"a","dependencies":{"b":"^1.0.0"},"optionalDependencies":{"lodash":"4.17.20"}}',
      'b/package.json': '{"name":"b","version":"1.0.0"}',
    });
    expect(left).toEqual(['pkg:npm/lodash@4.17.20']);
    expect(gaps).toEqual([`a/package.json: package-lock.json does not have lodash: ${unknown}`]);
  });

  test('is silent of what lockfiles rightly leave out', () => {
    const npm = asks({
      'package.json': manifest(
        { ms: '^2', own: 'workspace:*', other: 'file:../other' },
        { peerDependencies: { react: '^18' }, packageManager: 'pnpm@9.0.0', overrides: { qs: '6.0.0' } },
      ),
      'package-lock.json': lockfile({ ms: '2.1.3' }),
    });
    expect(npm.gaps).toEqual([]);
    const ruby = asks({
      Gemfile: "gem 'rack'\ngem 'tzinfo-data', platforms: %i[windows jruby]\n",
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (3.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rack\n  tzinfo-data\n',
    });
    expect(ruby.gaps).toEqual([]);
  });

  test('a second lockfile of the folder may have it', () => {
    const { gaps, left } = asks({
      'package.json': manifest({ ms: '^2' }),
      'bun.lock': '{"lockfileVersion":1,"workspaces":{},"packages":{}}',
      'package-lock.json': lockfile({ ms: '2.1.3' }),
    });
    expect([gaps, left]).toEqual([[], []]);
  });
});

describe('a manifest and a lockfile of two tools', () => {
  const uv =
    'version = 1\n[[package]]\nname = "shop"\nsource = { virtual = "." }\ndependencies = [{ name = "flask" }]\n[[package]]\nname = "flask"\nversion = "3.0.0"\nsource = { registry = "https://pypi.org/simple" }\n';

  test('say nothing of each other: only the manifest of a tool is locked by its lockfile', () => {
    const { inventory } = look({
      'uv.lock': uv,
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling>=1"]\n[project]\nname = "shop"\ndependencies = ["flask>=3"]\n',
      'requirements-docs.txt': 'sphinx>=7\n',
    });
    expect(disagreements(inventory)).toEqual([]);
    expect(withoutLockfile(inventory).map(({ path }) => path)).toEqual(['requirements-docs.txt']);
  });

  test('disagree where they belong together', () => {
    const { inventory } = look({
      'uv.lock': uv,
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["flask<3"]\n',
      'requirements.in': 'django>=5\n',
      'requirements.txt': 'django==4.2.1\n    # via -r requirements.in\n',
    });
    expect(disagreements(inventory).map(({ message }) => message)).toEqual([
      'pyproject.toml asks for flask <3, and uv.lock has 3.0.0',
      'requirements.in asks for django >=5, and requirements.txt has 4.2.1',
    ]);
  });

  test('the catalog of a Gradle project is locked by the lockfile above it', () => {
    const { inventory } = look({
      'gradle/libs.versions.toml': '[libraries]\nguava = "com.google.guava:guava:31.1-jre"\n',
      'gradle.lockfile': 'com.google.guava:guava:31.1-jre=runtimeClasspath\n',
    });
    expect(withoutLockfile(inventory)).toEqual([]);
  });
});

describe('files that are not in order [4:hostile-lockfiles]', () => {
  test('a lockfile with conflict markers is a finding, and both sides are in the inventory', () => {
    const { claims, inventory, notLookedAt } = look({
      'package-lock.json': `{\n  "lockfileVersion": 3,\n  "packages": {\n<<<<<<< ours\n    "node_modules/a": { "version": "1.0.0" }\n=======\n    "node_modules/a": { "version": "2.0.0" }\n>>>>>>> theirs\n  }\n}\n`,
    });
    expect(claims).toMatchObject([
      { rule: 'dependencies/broken-lockfile', location: { path: 'package-lock.json', startLine: 4 } },
    ]);
    expect(inventory[0]?.packages.map(({ purl }) => purl)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/a@2.0.0']);
    // Which of them is installed is not known: a list without a match is no answer.
    expect(notLookedAt).toMatchObject([
      { path: 'package-lock.json', by: matchingRules, reason: 'parse-failed', expected: false },
    ]);
  });

  test('an entry that was left out leaves open what it is', () => {
    const { claims, notLookedAt } = look({
      'yarn.lock': '# yarn lockfile v1\n\nlodash@^4.17.0:  # c\n  version "4.17.20"\n',
    });
    expect(claims).toMatchObject([{ rule: 'dependencies/broken-lockfile', location: { startLine: 3 } }]);
    expect(notLookedAt).toMatchObject([{ path: 'yarn.lock', by: matchingRules, expected: false }]);
  });

  test('one that is no JSON is named with its line, and the others are read', () => {
    const { gaps, inventory } = look({
      'a/package-lock.json': '{\n  "packages":\n',
      'package-lock.json': lockfile({ a: '1.0.0' }),
    });
    expect(gaps).toMatchObject([
      { path: 'a/package-lock.json', by: 'dependencies', reason: 'parse-failed', expected: false },
    ]);
    expect(gaps[0]?.detail).toMatch(/^line \d+: /);
    expect(inventory.map(({ path }) => path)).toEqual(['package-lock.json']);
  });

  test('a manifest without a lockfile leaves open what it brings in', () => {
    const { inventory } = look({
      'requirements.txt': 'requests==2.19.1\n',
      'b/package-lock.json': lockfile({ a: '1.0.0' }),
    });
    expect(withoutLockfile(inventory)).toMatchObject([
      {
        path: 'requirements.txt',
        reason: 'missing-data',
        detail: 'no lockfile goes with it: what its dependency brings in is not known',
      },
    ]);
  });

  test('names of prototypes are packages like any other', () => {
    const { inventory } = look({
      'package-lock.json': lockfile({ __proto__: '1.0.0', constructor: '1.0.0', toString: '2.0.0' }),
    });
    expect(inventory[0]?.packages.map(({ purl }) => purl)).toContain('pkg:npm/constructor@1.0.0');
    expect(disagreements(inventory)).toEqual([]);
  });
});

test('a reference that its owner can move is a finding about the package that it names [4:actions-uses]', () => {
  const { claims } = look({
    '.github/workflows/ci.yml':
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n',
  });
  expect(claims).toMatchObject([
    {
      rule: 'dependencies/unpinned-reference',
      severity: 'low',
      locus: { kind: 'package', manifest: '.github/workflows/ci.yml' },
      location: { startLine: 6 },
    },
  ]);
});
