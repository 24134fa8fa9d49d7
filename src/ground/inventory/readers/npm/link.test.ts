import { expect, test } from 'vitest';
import { linkFiles, readDependencyFile } from '../../index.ts';

function linked(files: Readonly<Record<string, string>>) {
  const read = Object.entries(files).flatMap(
    ([path, text]) => readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity) ?? [],
  );
  return new Map(linkFiles(read).map((file) => [file.path, file.packages]));
}

const shown = (packages: ReturnType<typeof linked>, path: string) =>
  packages.get(path)?.map(({ purl, scope, constraint, workspaces }) => [purl, scope, constraint, workspaces]);

test('the package.json files below a yarn.lock of Yarn 1 tell what is direct, and for what [4:yarn-lock] [4:dependency-graph]', () => {
  const packages = linked({
    'app/yarn.lock': `# yarn lockfile v1
a@^1.0.0, a@^1.1.0:
  version "1.2.0"
  dependencies:
    c "*"
b@^2:
  version "2.0.0"
  dependencies:
    c "*"
    d "*"
c@*:
  version "3.0.0"
d@*:
  version "4.0.0"
old@npm:e@^5:
  version "5.0.0"
`,
    'app/package.json': '{"dependencies": {"a": "^1.0.0", "gone": "1"}, "devDependencies": {"b": "^2"}}',
    'app/packages/web/package.json': '{"dependencies": {"a": "^1.1.0", "old": "npm:e@^5"}}',
    'app/packages/own/package.json': '{"dependencies": {"d": "*"}}',
    'app/packages/own/yarn.lock': '# yarn lockfile v1\nd@*:\n  version "4.0.0"\n',
  });
  expect(shown(packages, 'app/yarn.lock')).toEqual([
    ['pkg:npm/a@1.2.0', undefined, '^1.0.0', ['.', 'packages/web']],
    ['pkg:npm/b@2.0.0', 'dev', '^2', ['.']],
    ['pkg:npm/c@3.0.0', undefined, '*', undefined],
    ['pkg:npm/d@4.0.0', 'dev', '*', undefined],
    ['pkg:npm/e@5.0.0', undefined, '^5', ['packages/web']],
  ]);
  expect(shown(packages, 'app/packages/own/yarn.lock')).toEqual([['pkg:npm/d@4.0.0', undefined, '*', ['.']]]);
});

test('a package.json tells a lockfile of version 1 of npm what is direct [4:npm-lock] [4:dependency-graph]', () => {
  const packages = linked({
    'package-lock.json':
      '{"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0", "dependencies": {"b": {"version": "1.0.0"}}}, "b": {"version": "2.0.0"}}}',
    'package.json': '{"dependencies": {"b": "^2"}}',
    'tools/package.json': '{"dependencies": {"a": "1"}}',
  });
  expect(packages.get('package-lock.json')?.map(({ purl, direct }) => [purl, direct])).toEqual([
    ['pkg:npm/b@1.0.0', undefined],
    ['pkg:npm/a@1.0.0', undefined],
    ['pkg:npm/b@2.0.0', true],
  ]);
});

test('a package.json tells a yarn.lock of Yarn 4 what is there for tools [4:yarn-lock]', () => {
  const packages = linked({
    'yarn.lock': `__metadata:
  version: 8
"a@npm:^1":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    b: "npm:^1"
"b@npm:^1":
  version: 1.0.0
  resolution: "b@npm:1.0.0"
"s@workspace:.":
  resolution: "s@workspace:."
  dependencies:
    a: "npm:^1"
  linkType: soft
`,
    'package.json': '{"devDependencies": {"a": "^1"}}',
  });
  expect(shown(packages, 'yarn.lock')).toEqual([
    ['pkg:npm/a@1.0.0', 'dev', '^1', ['.']],
    ['pkg:npm/b@1.0.0', 'dev', undefined, undefined],
  ]);
});

test('what workspaces ask of each other is no dependency, whatever the range says [4:package-json] [4:manifest-disagrees]', () => {
  const lockfile = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { '@shop/web': '*' } },
      'node_modules/@shop/web': { resolved: 'packages/web', link: true },
      'packages/web': { version: '1.0.0' },
    },
  };
  const packages = linked({
    'package-lock.json': JSON.stringify(lockfile),
    // The manifest of @shop/web is not there: the lockfile says that it is linked.
    'package.json': '{"dependencies": {"@shop/web": "*", "@shop/core": "^1.0.0", "a": "1"}}',
    'packages/core/package.json':
      '{"name": "@shop/core", "dependencies": {"@shop/web": "^1.0.0"}, "overrides": {"@shop/web": "2.0.0"}}',
  });
  expect(packages.get('package.json')?.map(({ purl }) => purl)).toEqual(['pkg:npm/a']);
  expect(packages.get('packages/core/package.json')?.map(({ group }) => group)).toEqual(['overrides']);
});

test.each([
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      s:\n        specifier: ^1\n        version: link:s\n",
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n"s@npm:^1, s@workspace:s":\n  resolution: "s@workspace:s"\n  linkType: soft\n',
  ],
  ['bun.lock', '{"lockfileVersion": 1, "packages": {"s": ["s@workspace:s"]}}'],
])('a %s says which names are folders of the project [4:package-json]', (path, text) => {
  const packages = linked({ [path]: text, 'package.json': '{"dependencies": {"s": "^1"}}' });
  expect(packages.get('package.json')).toEqual([]);
});
