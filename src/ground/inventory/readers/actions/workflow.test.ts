import { expect, test } from 'vitest';
import { readDependencyFile } from '../../index.ts';
import { readSample, survivesDamage } from '../../testing.ts';

const commit = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';
const workflow = `on: [push]
jobs:
  build:
    container: node:20-alpine
    services:
      db:
        image: postgres:16@sha256:${'a'.repeat(64)}
    steps:
      - uses: actions/checkout@${commit} # v5.0.0
      - name: no action
        run: |
          uses: not/an-action@v1
      - name: a path
        uses: "github/codeql-action/init@v3"
        with:
          uses: not/an-action@v1
      - uses: ./.github/actions/own
      - uses: docker://ghcr.io/owner/tool:1.2
      - { uses: Owner/Flow@main }
      - uses: \${{ matrix.action }}
  call:
    uses: org/repo/.github/workflows/release.yml@v2
`;

test('a workflow tells its actions, reusable workflows and images [4:actions-uses]', () => {
  const file = readSample('.github/workflows/build.yml', workflow);
  expect(file).toMatchObject({ format: 'actions/workflow', role: 'reference' });
  expect(file.packages.map(({ purl, line, constraint }) => [purl, line, constraint])).toEqual([
    ['pkg:docker/node@20-alpine', 4, undefined],
    ['pkg:docker/postgres@16', 7, undefined],
    [`pkg:github/actions/checkout@${commit}`, 9, 'v5.0.0'],
    ['pkg:github/github/codeql-action@v3#init', 14, undefined],
    ['pkg:docker/owner/tool@1.2?repository_url=ghcr.io', 18, undefined],
    ['pkg:github/owner/flow@main', 19, undefined],
    ['pkg:github/org/repo@v2#.github/workflows/release.yml', 22, undefined],
  ]);
  expect(file.packages.every(({ direct, scope }) => direct === true && scope === 'build')).toBe(true);
});

test('whatever is not held by a commit or a digest is unpinned [4:actions-uses]', () => {
  const file = readSample('.github/workflows/build.yml', workflow);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['unpinned', 4],
    ['unpinned', 14],
    ['unpinned', 18],
    ['unpinned', 19],
    ['malformed', 20],
    ['unpinned', 22],
  ]);
});

test('a composite action tells what its steps use, and any other action.yml nothing [4:actions-uses]', () => {
  const file = readSample('tools/action.yml', 'runs:\n  using: composite\n  steps:\n    - uses: a/b@v1\n');
  expect(file.packages.map(({ purl }) => purl)).toEqual(['pkg:github/a/b@v1']);
  expect(readSample('action.yaml', 'runs:\n  using: docker\n  image: docker://alpine:3.8\n').packages).toHaveLength(1);
  expect(readDependencyFile({ path: 'action.yml', bytes: Buffer.from('uses: a/b@v1') }, Infinity)).toBeUndefined();
});

test('any damage to a workflow is survived [4:actions-uses]', () => {
  survivesDamage('.github/workflows/build.yml', workflow);
});

test('user and password before an image or an action are never repeated [4:actions-uses]', () => {
  const { problems } = readSample(
    '.github/workflows/a.yml',
    `jobs:
  a:
    container: user:s3cr3tpw@h.example/x
    services: { db: { image: 'user:s3cr3tpw@h.example/\${{ matrix.x }}' } }
    steps:
      - uses: docker://user:s3cr3tpw@h.example/x:1
      - uses: user:s3cr3tpw@h.example/o/r@v1
      - uses: o/r@user:s3cr3tpw@h.example
`,
  );
  expect(problems).toHaveLength(5);
  expect(problems?.[0]?.detail).toBe('“h.example/x” names no image, and was left out.');
  expect(JSON.stringify(problems)).not.toContain('s3cr3tpw');
});
