import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Ask, RegistryRequest } from './ask.ts';
import { cached } from './cache.ts';
import { cratesRegistry } from './crates.ts';
import { goRegistry, isGoPath } from './golang.ts';
import { isNpmName, npmRegistry } from './npm.ts';
import { pypiRegistry, versionIn } from './pypi.ts';
import { entriesInHtml } from './simple-html.ts';
import { goPlaces } from './settings.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-registries-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const registry = (ask: Ask) => npmRegistry(ask, { base: 'https://npm.test' });
const request = (path: string) => ({ url: `https://a.test/${path}`, mostBytes: 100 });

/** Answers by address; what is not there is a 404. */
function played(documents: Readonly<Record<string, unknown>>): { ask: Ask; asked: RegistryRequest[] } {
  const asked: RegistryRequest[] = [];
  return {
    asked,
    ask: async (request) => {
      asked.push(request);
      const found = documents[request.url];
      if (found === undefined) return { status: 404, bytes: new Uint8Array() };
      return { status: 200, bytes: Buffer.from(typeof found === 'string' ? found : JSON.stringify(found)) };
    },
  };
}

test('npm: versions with what is deprecated, what they ask for, and when they came', async () => {
  const { ask, asked } = played({
    'https://npm.test/@a%2fb': {
      name: '@a/b',
      time: { '1.0.0': '2020-01-02T00:00:00.000Z' },
      versions: {
        '1.0.0': {
          deprecated: 'use c',
          dependencies: { x: '^1.0.0', y: 'npm:@z/y@~2.0.0', o: '1' },
          optionalDependencies: { o: '1' },
          peerDependencies: { p: '>=1', q: '*' },
          peerDependenciesMeta: { q: { optional: true } },
          engines: { node: '>=18' },
          hasInstallScript: true,
          dist: { tarball: 'https://npm.test/b.tgz', integrity: 'sha512-x' },
        },
      },
    },
  });
  const registry = npmRegistry(ask, {
    base: 'https://npm.test',
    authorizations: new Map([['https://npm.test', 'Bearer t']]),
  });
  const [version] = (await registry.versions('@a/b')) ?? [];
  expect(version).toMatchObject({
    version: '1.0.0',
    deprecated: 'use c',
    runsScripts: true,
    publishedAt: 1577923200000,
  });
  expect(await registry.dependencies('@a/b', '1.0.0')).toEqual([
    { name: 'x', constraint: '^1.0.0', kind: 'runtime' },
    { name: '@z/y', constraint: '~2.0.0', kind: 'runtime', as: 'y' },
    { name: 'o', constraint: '1', kind: 'optional' },
    { name: 'p', constraint: '>=1', kind: 'peer' },
    { name: 'q', constraint: '*', kind: 'optional-peer' },
  ]);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.authorization).toBe('Bearer t');
  expect(await registry.versions('missing')).toBeUndefined();
});

test('npm: publish times that the short document lacks are asked for in the long one, once', async () => {
  const short = { name: 'a', versions: { '1.0.0': {} } };
  const asked: (string | undefined)[] = [];
  const ask: Ask = async ({ accept }) => {
    asked.push(accept);
    const document =
      accept === 'application/json' ? { ...short, time: { '1.0.0': '2020-01-02T00:00:00.000Z' } } : short;
    return { status: 200, bytes: Buffer.from(JSON.stringify(document)) };
  };
  const registry = npmRegistry(ask, { base: 'https://npm.test' });
  expect([await registry.publishedAt('a', '1.0.0'), await registry.publishedAt('a', '1.0.0')]).toEqual([
    1577923200000, 1577923200000,
  ]);
  expect(asked).toHaveLength(2);
});

test('An answer about another package, one that is too large, and one that is no JSON are refused', async () => {
  await expect(
    registry(played({ 'https://npm.test/a': { name: 'b', versions: {} } }).ask).versions('a'),
  ).rejects.toMatchObject({ code: 'malformed' });
  await expect(registry(played({ 'https://npm.test/a': '<html>' }).ask).versions('a')).rejects.toMatchObject({
    code: 'malformed',
  });
  await expect(
    registry(async ({ mostBytes }) => ({ status: 200, bytes: { length: mostBytes + 1 } as Uint8Array })).versions('a'),
  ).rejects.toMatchObject({ code: 'too-large' });
  await expect(registry(async () => ({ status: 503, bytes: new Uint8Array() })).versions('a')).rejects.toMatchObject({
    code: 'refused',
    message: 'npm.test answered 503',
  });
  await expect(
    registry(async () => {
      throw new Error('no route');
    }).versions('a'),
  ).rejects.toMatchObject({ code: 'unreachable', message: 'npm.test could not be asked: no route' });
});

test('What a registry says cannot reach a prototype', async () => {
  const text =
    '{"name":"a","versions":{"__proto__":{"dependencies":{"__proto__":"1"}},"1.0.0":{"dependencies":"no","dist":7}}}';
  const registry = npmRegistry(played({ 'https://npm.test/a': text }).ask, { base: 'https://npm.test' });
  expect((await registry.versions('a'))?.map(({ version }) => version)).toEqual(['__proto__', '1.0.0']);
  expect(await registry.dependencies('a', '__proto__')).toEqual([
    { name: '__proto__', constraint: '1', kind: 'runtime' },
  ]);
  expect(await registry.dependencies('a', 'constructor')).toBeUndefined();
  expect(({} as Record<string, unknown>)['dependencies']).toBeUndefined();
});

test('A name that could lead elsewhere is not asked for', async () => {
  expect(['a', '@a/b', 'A.b_c~d'].map(isNpmName)).toEqual([true, true, true]);
  expect(['../x', '@a/../b', 'a/b', 'a?b', '@a/b/c', '', '.a', 'a#b', 'a%2fb'].map(isNpmName)).toEqual(
    Array.from({ length: 9 }, () => false),
  );
  expect(['golang.org/x/net', 'github.com/A/b/v2'].map(isGoPath)).toEqual([true, true]);
  expect(['a/../b', '/a', 'a//b', 'a/.b', 'a?b'].map(isGoPath)).toEqual([false, false, false, false, false]);
  const { ask, asked } = played({});
  await pypiRegistry(ask, { base: 'https://pypi.test/simple' }).versions('../../etc');
  await cratesRegistry(ask, 'https://crates.test').versions('../a');
  expect(asked).toEqual([]);
});

test('PyPI: files gathered by version, what was taken back, and what the metadata asks for', async () => {
  const sum = 'a'.repeat(64);
  const file = (filename: string, more: object = {}) => ({
    filename,
    url: `../../files/${filename}`,
    hashes: { sha256: sum },
    'upload-time': '2020-01-02T00:00:00Z',
    ...more,
  });
  const { ask } = played({
    'https://pypi.test/simple/foo-bar/': {
      name: 'Foo_Bar',
      files: [
        file('foo_bar-1.0-py3-none-any.whl', { 'core-metadata': true, 'requires-python': '>=3.8' }),
        file('Foo.Bar-1.0.tar.gz'),
        file('foo-bar-1.1.tar.gz', { yanked: 'broken' }),
        file('foo-bar-1.2.exe'),
      ],
    },
    'https://pypi.test/files/foo_bar-1.0-py3-none-any.whl.metadata':
      'Metadata-Version: 2.1\nRequires-Dist: Requests[socks] (>=2,<3) ; python_version < "3.9"\nRequires-Dist: pytest; extra == "test"\nRequires-Dist: bad @ https://x.test/y.whl\n\nRequires-Dist: none\n',
  });
  const registry = pypiRegistry(ask, { base: 'https://pypi.test/simple' });
  const versions = (await registry.versions('Foo.Bar')) ?? [];
  expect(versions.map(({ version, yanked, files }) => [version, yanked, files.length])).toEqual([
    ['1.0', undefined, 2],
    ['1.1', 'broken', 1],
  ]);
  expect(versions[0]!.files[0]).toMatchObject({
    url: 'https://pypi.test/files/foo_bar-1.0-py3-none-any.whl',
    hash: `sha256:${sum}`,
  });
  expect(versions[0]!.engines).toEqual(new Map([['python', '>=3.8']]));
  expect(await registry.dependencies('foo-bar', '1.0')).toEqual([
    { name: 'requests', constraint: '>=2,<3', kind: 'runtime', marker: 'python_version < "3.9"' },
    { name: 'pytest', constraint: '', kind: 'optional', marker: 'extra == "test"' },
  ]);
  expect(await registry.dependencies('foo-bar', '1.1')).toBeUndefined();
  expect([versionIn('a-b-1.0.post1.tar.gz', 'a-b'), versionIn('a.zip', 'a'), versionIn('x.txt', 'x')]).toEqual([
    '1.0.post1',
    '',
    '',
  ]);
});

test('PyPI: a mirror that has HTML alone is read too', async () => {
  const sum = 'c'.repeat(64);
  const html = `<!DOCTYPE html><html><body><h1>Links</h1>
<a href="../../files/foo-1.0-py3-none-any.whl#sha256=${sum}" data-requires-python="&gt;=3.8">foo-1.0-py3-none-any.whl</a><br/>
<a href='https://files.test/foo-1.1.tar.gz#sha256=${sum}' data-yanked="a &amp; b">foo-1.1.tar.gz</a>
<a name="x">no link</a><a href="foo-2.0.tar.gz"`;
  const { ask } = played({ 'https://pypi.test/simple/foo/': html });
  const versions = (await pypiRegistry(ask, { base: 'https://pypi.test/simple' }).versions('foo')) ?? [];
  expect(
    versions.map(({ version, yanked, engines, files }) => [version, yanked, engines?.get('python'), files[0]?.url]),
  ).toEqual([
    ['1.0', undefined, '>=3.8', 'https://pypi.test/files/foo-1.0-py3-none-any.whl'],
    ['1.1', 'a & b', undefined, 'https://files.test/foo-1.1.tar.gz'],
  ]);
  expect(entriesInHtml('<a '.repeat(200_000)).length).toBe(0);
});

test('crates.io: one line for each version, renamed and optional dependencies told apart', async () => {
  const sum = 'b'.repeat(64);
  const lines = [
    {
      name: 'ab',
      vers: '1.0.0',
      deps: [
        { name: 'rand', req: '^0.8', optional: false, kind: 'normal', target: null, package: 'oorandom' },
        { name: 'c', req: '1', optional: true, kind: 'normal' },
        { name: 'd', req: '1', kind: 'dev' },
      ],
      cksum: sum,
      yanked: false,
      pubtime: '2020-01-02T00:00:00Z',
      rust_version: '1.60',
    },
    { name: 'ab', vers: '1.0.1', deps: [], cksum: sum, yanked: true },
  ];
  const { ask } = played({ 'https://crates.test/2/ab': lines.map((line) => JSON.stringify(line)).join('\n') });
  const registry = cratesRegistry(ask, 'https://crates.test');
  expect((await registry.versions('ab'))?.map(({ version, yanked }) => [version, yanked])).toEqual([
    ['1.0.0', undefined],
    ['1.0.1', ''],
  ]);
  expect(await registry.dependencies('ab', '1.0.0')).toEqual([
    { name: 'oorandom', constraint: '^0.8', kind: 'runtime', as: 'rand', features: [] },
    { name: 'c', constraint: '1', kind: 'optional', features: [] },
  ]);
  expect(await registry.publishedAt('ab', '1.0.0')).toBe(1577923200000);
});

test('Go: capitals escaped, retracted versions and deprecated modules told by the newest go.mod, sums from the checksum database', async () => {
  const { ask } = played({
    'https://go.test/github.com/!a/b/@v/list': 'v1.0.0\nv1.1.0\nv1.2.0\nnonsense\n',
    'https://go.test/github.com/!a/b/@latest': { Version: 'v1.2.0' },
    'https://go.test/github.com/!a/b/@v/v1.2.0.mod':
      '// Deprecated: use c\nmodule github.com/A/b\n\nretract [v1.0.0, v1.1.0] // leaks\n\nrequire (\n\tgolang.org/x/net v0.1.0 // indirect\n\tbad..path v1\n)\nrequire x.test/y v1.0.0\n',
    'https://go.test/github.com/!a/b/@v/v1.2.0.info': { Time: '2020-01-02T00:00:00Z' },
    'https://go.test/sumdb/sum.golang.org/lookup/github.com/!a/b@v1.2.0': `1\ngithub.com/A/b v1.2.0 h1:${'A'.repeat(43)}=\ngithub.com/A/b v1.2.0/go.mod h1:${'B'.repeat(43)}=\n\ngo.sum database tree\n`,
  });
  const registry = goRegistry(ask, { base: 'https://go.test', sumDatabase: 'sum.golang.org' });
  expect(
    (await registry.versions('github.com/A/b'))?.map(({ version, yanked, deprecated }) => [
      version,
      yanked,
      deprecated,
    ]),
  ).toEqual([
    ['v1.0.0', 'leaks', 'use c'],
    ['v1.1.0', 'leaks', 'use c'],
    ['v1.2.0', undefined, 'use c'],
  ]);
  expect(await registry.dependencies('github.com/A/b', 'v1.2.0')).toEqual([
    { name: 'golang.org/x/net', constraint: 'v0.1.0', kind: 'runtime' },
    { name: 'x.test/y', constraint: 'v1.0.0', kind: 'runtime' },
  ]);
  expect(await registry.publishedAt('github.com/A/b', 'v1.2.0')).toBe(1577923200000);
  expect(await registry.sums('github.com/A/b', 'v1.2.0')).toEqual([
    `github.com/A/b v1.2.0 h1:${'A'.repeat(43)}=`,
    `github.com/A/b v1.2.0/go.mod h1:${'B'.repeat(43)}=`,
  ]);
});

test('Answers are kept for a while, those about one version for good, and all of them offline', async () => {
  let at = 0;
  const { ask, asked } = played({ 'https://a.test/list': 'one', 'https://a.test/m/@v/v1.0.0.mod': 'module m' });
  const options = { folder: join(home, 'cache'), freshFor: 1000, now: () => at };
  const keeping = cached(ask, options);
  for (at of [0, 999, 1000]) await keeping(request('list'));
  expect(asked).toHaveLength(2);
  for (at of [0, 1e12]) await keeping(request('m/@v/v1.0.0.mod'));
  expect(asked).toHaveLength(3);
  const offline = cached(ask, { ...options, offline: true });
  expect(Buffer.from((await offline(request('list'))).bytes).toString()).toBe('one');
  await expect(offline(request('other'))).rejects.toMatchObject({ code: 'offline' });
  expect(asked).toHaveLength(3);
});

test('Nobody is asked about a private Go module, which is said; GONOPROXY and GONOSUMDB go before GOPRIVATE', async () => {
  const { ask, asked } = played({});
  const places = goPlaces({ GOPRIVATE: '*.corp.test' }, '');
  const registry = goRegistry(ask, places);
  const module = 'git.corp.test/secret';
  const questions = [
    () => registry.versions(module),
    () => registry.history(module),
    () => registry.goMod(module, 'v1.0.0'),
    () => registry.dependencies(module, 'v1.0.0'),
    () => registry.publishedAt(module, 'v1.0.0'),
    () => registry.sums(module, 'v1.0.0'),
  ];
  for (const question of questions)
    await expect(question()).rejects.toMatchObject({
      code: 'private',
      message: expect.stringContaining(module) as string,
    });
  expect(asked).toEqual([]);
  expect(await registry.versions('open.test/a')).toBeUndefined();
  const mirrored = goRegistry(
    ask,
    goPlaces({ GONOPROXY: 'none', GOPROXY: 'https://m.test' }, 'GOPRIVATE=*.corp.test\n'),
  );
  expect(await mirrored.versions(module)).toBeUndefined();
  await expect(mirrored.sums(module, 'v1.0.0')).rejects.toMatchObject({ code: 'private' });
  expect(asked).toHaveLength(2);
  expect(goPlaces({ GOPRIVATE: '', GONOSUMDB: 'b.test' }, 'GOPRIVATE=a.test\n')).toMatchObject({
    unproxied: 'a.test',
    unsummed: 'b.test',
  });
  await expect(goRegistry(ask, goPlaces({ GOPROXY: 'direct' }, '')).versions('open.test/b')).rejects.toMatchObject({
    code: 'private',
  });
  expect(asked).toHaveLength(2);
});
