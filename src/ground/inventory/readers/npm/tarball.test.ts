import { expect, test } from 'vitest';
import { readSample } from '../../testing.ts';
import { tarballOf } from './tarball.ts';

const other = 'https://registry.npmjs.org/flatmap-stream/-/flatmap-stream-0.1.1.tgz';

test.each([
  [other, 'flatmap-stream', '0.1.1'],
  ['https://registry.yarnpkg.com/@s/n/-/n-1.0.0-rc.1.tgz#0123abc', '@s/n', '1.0.0-rc.1'],
  ['https://mirror.example/api/npm/@s/n/-/@s/n-1.0.0.tgz?x=1', '@s/n', '1.0.0'],
  ['https://registry.npmjs.org/@s%2fn/-/n-1.0.0.tgz', '@s/n', '1.0.0'],
  ['https://registry.npmjs.org/ms/-/..\\../%66latmap-stream%2f-/flatmap-stream-0.1.1.tgz', 'flatmap-stream', '0.1.1'],
  ['flatmap-stream/-/flatmap-stream-0.1.1.tgz', 'flatmap-stream', '0.1.1'],
])('the address %s says what it is', (address, name, version) => {
  expect(tarballOf(address)).toEqual({ name, version });
});

test.each([
  undefined,
  '',
  'https://evil.example/x.tgz',
  'https://gitlab.com/o/r/-/archive/v1.0.0/r-v1.0.0.tar.gz',
  'https://registry.npmjs.org/ms/-/%zz-1.0.0.tgz',
  'git+ssh://github.com/o/r.git#0123abc',
  '1.0.0',
])('the address %s says nothing of what it is', (address) => {
  expect(tarballOf(address)).toBeUndefined();
});

const npm = (entry: object, lockfileVersion = 3) =>
  JSON.stringify(
    lockfileVersion === 1
      ? { lockfileVersion, dependencies: { ms: entry } }
      : { lockfileVersion, packages: { '': { dependencies: { ms: '^2' } }, 'node_modules/ms': entry } },
  );
const classic = (resolved: string) => `# yarn lockfile v1\n\nms@^2:\n  version "2.1.3"\n  resolved "${resolved}#abc"\n`;
const berry = (resolution: string) =>
  `__metadata:\n  version: 8\n\n"ms@npm:^2":\n  version: 2.1.3\n  resolution: "${resolution}"\n  linkType: hard\n`;
const pnpm = (tarball: string) =>
  `lockfileVersion: '9.0'\npackages:\n  ms@2.1.3:\n    resolution: {tarball: ${tarball}, integrity: sha512-aa}\nsnapshots:\n  ms@2.1.3: {}\n`;
const bun = (address: string) =>
  `{"lockfileVersion": 1, "packages": {"ms": ["ms@2.1.3", "${address}", {}, "sha512-aa"]}}`;

test.each([
  ['package-lock.json', npm({ version: '2.1.3', resolved: other })],
  ['package-lock.json', npm({ version: '2.1.3', resolved: other }, 1)],
  ['yarn.lock', classic(other)],
  ['yarn.lock', berry(`ms@npm:2.1.3::__archiveUrl=${encodeURIComponent(other)}`)],
  ['pnpm-lock.yaml', pnpm(other)],
  ['pnpm-lock.yaml', pnpm('flatmap-stream/-/flatmap-stream-0.1.1.tgz')],
  ['bun.lock', bun(other)],
])('in %s, what is fetched under another name is listed too, and told [4:hostile-lockfiles]', (path, text) => {
  const { packages, problems } = readSample(path, text);
  expect(packages.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
    ['pkg:npm/ms@2.1.3', [1]],
    ['pkg:npm/flatmap-stream@0.1.1', undefined],
  ]);
  expect(problems).toMatchObject([
    {
      kind: 'duplicate',
      purl: 'pkg:npm/ms@2.1.3',
      detail: 'The entry calls itself “ms@2.1.3” and is fetched as “flatmap-stream@0.1.1”: both were listed.',
    },
  ]);
});

test('another version than the entry says is fetched, and told [4:hostile-lockfiles]', () => {
  const old = { name: 'ms', version: '2.1.3', resolved: 'https://registry.npmjs.org/ms/-/ms-0.7.0.tgz' };
  for (const [path, text] of [
    ['package-lock.json', npm(old)],
    ['yarn.lock', berry('ms@npm:0.7.0')],
  ] as const) {
    const { packages, problems } = readSample(path, text);
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:npm/ms@2.1.3', 'pkg:npm/ms@0.7.0']);
    expect(problems).toHaveLength(1);
  }
});

test('a mirror, an alias and what is behind a plus are no differences [4:hostile-lockfiles]', () => {
  const mirror = 'https://mirror.example/npm/ms/-/ms-2.1.3.tgz';
  for (const [path, text] of [
    ['package-lock.json', npm({ version: '2.1.3', resolved: mirror })],
    ['package-lock.json', npm({ name: 'flatmap-stream', version: '0.1.1+a', resolved: other })],
    ['package-lock.json', npm({ version: 'npm:flatmap-stream@0.1.1', resolved: other }, 1)],
    ['yarn.lock', classic(mirror)],
    ['yarn.lock', classic(other).replace('ms@^2', '"ms@npm:flatmap-stream@^0.1"').replace('2.1.3', '0.1.1')],
    ['yarn.lock', berry(`ms@npm:2.1.3::__archiveUrl=${encodeURIComponent(mirror)}`)],
    ['pnpm-lock.yaml', pnpm(mirror)],
    ['bun.lock', bun(mirror)],
  ] as const) {
    const { packages, problems } = readSample(path, text);
    expect(packages).toHaveLength(1);
    expect(problems).toBeUndefined();
  }
});

test('an address elsewhere is the source of the package [4:hostile-lockfiles]', () => {
  const elsewhere = 'https://evil.example/x.tgz';
  for (const [path, text] of [
    ['package-lock.json', npm({ name: 'ms', version: '2.1.3', resolved: elsewhere })],
    ['package-lock.json', npm({ version: 'file:x', resolved: elsewhere }, 1)],
    ['yarn.lock', classic(elsewhere)],
    ['yarn.lock', berry(`ms@npm:2.1.3::__archiveUrl=${encodeURIComponent(elsewhere)}`)],
    ['pnpm-lock.yaml', pnpm(elsewhere)],
    ['bun.lock', bun(elsewhere)],
  ] as const)
    expect(readSample(path, text).packages.map(({ source }) => source?.replace('#abc', ''))).toEqual([elsewhere]);
});

test('an entry that calls itself a folder is listed when npm fetches it [4:hostile-lockfiles]', () => {
  const resolved = 'https://registry.npmjs.org/ms/-/ms-0.7.0.tgz';
  for (const lockfileVersion of [1, 3]) {
    const { packages, problems } = readSample(
      'package-lock.json',
      npm({ version: 'file:x', resolved }, lockfileVersion),
    );
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:npm/ms@0.7.0']);
    expect(problems).toBeUndefined();
  }
  expect(readSample('package-lock.json', npm({ version: 'file:x' }, 1)).packages).toEqual([]);
  expect(readSample('package-lock.json', npm({ version: 'file:x' })).packages).toHaveLength(1);
});
