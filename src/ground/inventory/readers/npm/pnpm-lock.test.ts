import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

function read(text: string) {
  return readDependencyFile({ path: 'pnpm-lock.yaml', bytes: Buffer.from(text) }, Infinity);
}

function edges(file: ReturnType<typeof read>): string[] {
  const name = (index: number) => file?.packages[index]?.purl.slice('pkg:npm/'.length) ?? '?';
  return (file?.packages ?? []).flatMap(({ dependsOn }, from) =>
    (dependsOn ?? []).map((to) => `${name(from)} > ${name(to)}`),
  );
}

const version9 = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

catalogs:
  default:
    chalk:
      specifier: ^4.1.0
      version: 4.1.2

importers:

  .:
    dependencies:
      '@scope/dom':
        specifier: 18.2.0
        version: 18.2.0(react@18.2.0)
      old:
        specifier: npm:lodash@^4.17.0
        version: lodash@4.17.21
    optionalDependencies:
      fsevents:
        specifier: ^2.3.0
        version: 2.3.3
  packages/web:
    dependencies:
      '@shop/core':
        specifier: workspace:*
        version: link:../core
      ansi:
        specifier: github:chalk/ansi#main
        version: https://codeload.github.com/chalk/ansi/tar.gz/0123abc
    devDependencies:
      chalk:
        specifier: 'catalog:'
        version: 4.1.2

packages:

  '@scope/dom@18.2.0':
    resolution: {integrity: sha512-aaaa==}
    peerDependencies:
      react: ^18.0.0

  ansi@https://codeload.github.com/chalk/ansi/tar.gz/0123abc:
    resolution: {tarball: https://me:word@codeload.github.com/chalk/ansi/tar.gz/0123abc}
    version: 6.0.1

  chalk@4.1.2:
    resolution: {integrity: sha512-bbbb==}
    engines: {node: '>=10'}
    deprecated: |-
      use something
      else

  fsevents@2.3.3:
    resolution: {integrity: sha512-cccc==}
    os: [darwin]

  lodash@4.17.21:
    resolution: {integrity: sha512-dddd==}

  react@18.2.0:
    resolution: {integrity: sha512-eeee==}

snapshots:

  '@scope/dom@18.2.0(react@18.2.0)':
    dependencies:
      loose: lodash@4.17.21
      react: 18.2.0

  ansi@https://codeload.github.com/chalk/ansi/tar.gz/0123abc: {}

  chalk@4.1.2:
    dependencies:
      lodash: 4.17.21
      react: 18.2.0

  fsevents@2.3.3:
    optional: true

  lodash@4.17.21: {}

  react@18.2.0: {}
`;

test('version 9 is read with importers, snapshots, catalogs and peers [4:pnpm-lock] [4:dependency-graph]', () => {
  const file = read(version9);
  expect(file?.problems).toBeUndefined();
  expect(edges(file)).toEqual([
    '%40scope/dom@18.2.0 > lodash@4.17.21',
    '%40scope/dom@18.2.0 > react@18.2.0',
    'chalk@4.1.2 > lodash@4.17.21',
    'chalk@4.1.2 > react@18.2.0',
  ]);
  const [dom, ansi, chalk, fsevents, lodash, react] = file?.packages ?? [];
  expect(dom).toEqual({
    purl: 'pkg:npm/%40scope/dom@18.2.0',
    line: 41,
    integrity: 'sha512-aaaa==',
    direct: true,
    constraint: '18.2.0',
    workspaces: ['.'],
    dependsOn: [4, 5],
  });
  expect(ansi).toMatchObject({
    purl: 'pkg:npm/ansi@6.0.1',
    source: 'https://codeload.github.com/chalk/ansi/tar.gz/0123abc',
    workspaces: ['packages/web'],
  });
  expect(chalk).toMatchObject({ scope: 'dev', constraint: 'catalog:', deprecated: 'use something else', line: 50 });
  expect(fsevents).toMatchObject({ scope: 'optional', direct: true });
  expect(lodash).toMatchObject({ direct: true, constraint: '^4.17.0' });
  expect(lodash).not.toHaveProperty('scope');
  expect(react).not.toHaveProperty('direct');
});

test('version 6 is read, with peers in brackets and aliases [4:pnpm-lock]', () => {
  const file = read(`lockfileVersion: '6.0'
dependencies:
  dom:
    specifier: ^18
    version: 18.2.0(react@18.2.0)
  old:
    specifier: npm:@s/lodash@^4
    version: /@s/lodash@4.17.21
devDependencies:
  react:
    specifier: ^18
    version: 18.2.0
packages:
  /@s/lodash@4.17.21:
    resolution: {integrity: sha512-a}
    requiresBuild: true
  /dom@18.2.0(react@18.2.0):
    resolution: {integrity: sha512-b}
    dependencies:
      react: 18.2.0
  /react@18.2.0:
    resolution: {integrity: sha512-c}
    dev: true
  github.com/o/r/0123abc:
    resolution: {tarball: https://codeload.github.com/o/r/tar.gz/0123abc}
    name: r
    version: 1.0.0
  registry.example.com/x@1.1.0:
    resolution: {integrity: sha512-d}
`);
  expect(edges(file)).toEqual(['dom@18.2.0 > react@18.2.0']);
  expect(file?.packages.map(({ purl, direct, scope }) => [purl, direct, scope])).toEqual([
    ['pkg:npm/%40s/lodash@4.17.21', true, undefined],
    ['pkg:npm/dom@18.2.0', true, undefined],
    // Asked for by tools, but production needs it too.
    ['pkg:npm/react@18.2.0', true, undefined],
    ['pkg:npm/r@1.0.0', undefined, undefined],
    ['pkg:npm/x@1.1.0', undefined, undefined],
  ]);
  expect(file?.packages[0]?.runsScripts).toBe(true);
});

test('version 5 is read, with slashes and peers behind an underscore [4:pnpm-lock]', () => {
  const file = read(`lockfileVersion: 5.4
importers:
  .:
    specifiers:
      dom: ^18
      x: ^1
    dependencies:
      dom: 18.2.0_react@18.2.0
    devDependencies:
      x: registry.example.com/x/1.1.0
packages:
  /@types/react/18.0.0:
    resolution: {integrity: sha512-a}
  /dom/18.2.0_react@18.2.0:
    resolution: {integrity: sha512-b}
    dependencies:
      '@types/react': 18.0.0
  registry.example.com/x/1.1.0:
    resolution: {integrity: sha512-d, registry: https://registry.example.com/, tarball: x.tgz}
    dev: true
`);
  expect(edges(file)).toEqual(['dom@18.2.0 > %40types/react@18.0.0']);
  expect(file?.packages.map(({ purl, constraint, scope, source }) => [purl, constraint, scope, source])).toEqual([
    ['pkg:npm/%40types/react@18.0.0', undefined, undefined, undefined],
    ['pkg:npm/dom@18.2.0', '^18', undefined, undefined],
    ['pkg:npm/x@1.1.0', '^1', 'dev', 'x.tgz'],
  ]);
});

test('what is missing, double, unknown or senseless in a pnpm-lock.yaml is told [4:hostile-lockfiles]', () => {
  const file = read(`lockfileVersion: '10.0'
packages:
  a@1.0.0:
    resolution: {integrity: sha512-a}
  a@1.0.0:
    resolution: {integrity: sha512-b}
  __proto__@1.0.0: {}
  no version: {}
snapshots:
  a@1.0.0:
    dependencies:
      gone: 1.0.0
      __proto__: 1.0.0
`);
  expect(file?.packages.map(({ purl, dependsOn }) => [purl, dependsOn])).toEqual([
    ['pkg:npm/a@1.0.0', [2]],
    ['pkg:npm/a@1.0.0', [2]],
    ['pkg:npm/__proto__@1.0.0', undefined],
  ]);
  expect(file?.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['unsupported', 1],
    ['duplicate', 5],
    ['malformed', 8],
    ['unresolved', 3],
    ['unresolved', 5],
  ]);
  expect(() => read('packages: {}')).toThrow(ReadFailure);
});
