import { expect, test } from 'vitest';
import { satisfies } from '#ground/packages';
import type { FixFinding } from '../model.ts';
import { nameAndVersion } from '../purl-of.ts';
import { planFixes } from './plan.ts';
import { graphOf, knowledgeOf, none, planOf, shown, type World } from './testing.ts';

test('Within the range of whoever asks, only the lockfile changes, by the smallest step [4:fix-smallest]', async () => {
  const plan = await planOf({
    packages: {
      a: { '1.0.0': { dependencies: { b: '^1.0.0' } } },
      b: { ...none, '1.0.1': {}, '1.0.2': {}, '1.4.0': {}, '2.0.0': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { a: '^1.0.0' },
    bad: { b: '<1.0.2' },
  });
  expect(shown(plan.groups[0]!.changes)).toEqual(['lock b 1.0.0 > 1.0.2']);
  expect(plan.groups[0]!.distance).toBe('patch');
  expect(plan.groups[0]!.because).toEqual(['What asks for it admits a clean version: the lockfile alone changes.']);
});

test('Where no range admits it, the parent makes its smallest upgrade that does, up to the manifest [4:fix-smallest]', async () => {
  const plan = await planOf({
    packages: {
      a: {
        '1.0.0': { dependencies: { b: '1.0.0' } },
        '1.1.0': { dependencies: { b: '1.0.1' } },
        '1.2.0': { dependencies: { b: '1.0.2' } },
        '2.0.0': {},
      },
      b: { ...none, '1.0.1': {}, '1.0.2': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { a: '1.0.0' },
    bad: { b: '<1.0.2' },
  });
  expect(shown(plan.groups[0]!.changes)).toEqual(['ask a 1.0.0 > 1.2.0', 'lock b 1.0.0 > 1.0.2']);
  expect(plan.groups[0]!.distance).toBe('minor');
});

test('A parent that may move within its own range needs no change of the manifest, however deep it lies [4:fix-smallest]', async () => {
  const plan = await planOf({
    packages: {
      top: { '1.0.0': { dependencies: { a: '^1.0.0' } } },
      a: { '1.0.0': { dependencies: { b: '1.0.0' } }, '1.0.1': { dependencies: { b: '^1.0.2' } } },
      b: { ...none, '1.0.2': {} },
    },
    tree: { 'top@1.0.0': ['.'], 'a@1.0.0': ['top@1.0.0'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { top: '^1.0.0' },
    bad: { b: '<1.0.2' },
  });
  expect(shown(plan.groups[0]!.changes)).toEqual(['lock a 1.0.0 > 1.0.1', 'lock b 1.0.0 > 1.0.2']);
});

test('A version is forced, upon the one that stands in the way alone, where no upgrade helps [4:fix-smallest]', async () => {
  const world: World = {
    packages: { a: { '1.0.0': { dependencies: { b: '1.0.0' } }, '2.0.0': {} }, b: { ...none, '1.0.2': {} } },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { a: '^1.0.0' },
    bad: { b: '<1.0.2' },
  };
  expect(shown((await planOf(world)).groups[0]!.changes)).toEqual(['force a/b 1.0.2', 'lock b 1.0.0 > 1.0.2']);
});

test('Without a release that is smaller than major, and with none to force, the major one stands apart [4:fix-grouped]', async () => {
  const plan = await planOf({
    packages: {
      a: { '1.0.0': {}, '2.0.0': {}, '2.1.0': {} },
      c: { '1.0.0': {}, '1.0.1': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'c@1.0.0': ['.'] },
    asks: { a: '^1.0.0', c: '^1.0.0' },
    bad: { a: '<2.0.0', c: '<1.0.1' },
  });
  expect(plan.groups.map(({ distance, changes }) => [distance, ...shown(changes)])).toEqual([
    ['patch', 'lock c 1.0.0 > 1.0.1'],
    ['major', 'ask a ^1.0.0 > ^2.0.0'],
  ]);
  expect(plan.groups[0]!.closes.map(({ advisory }) => advisory)).toEqual(['GHSA-c']);
});

test('One upgrade that closes several findings is made once, by the farthest that any of them needs [4:fix-grouped]', async () => {
  const plan = await planOf({
    packages: {
      a: {
        '1.0.0': { dependencies: { b: '1.0.0', c: '1.0.0' } },
        '1.1.0': { dependencies: { b: '1.0.1', c: '1.0.0' } },
        '1.2.0': { dependencies: { b: '1.0.1', c: '1.0.1' } },
      },
      b: { ...none, '1.0.1': {} },
      c: { ...none, '1.0.1': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['a@1.0.0'], 'c@1.0.0': ['a@1.0.0'] },
    asks: { a: '~1.0.0' },
    bad: { b: '<1.0.1', c: '<1.0.1' },
  });
  expect(plan.groups).toHaveLength(1);
  expect(shown(plan.groups[0]!.changes)).toEqual([
    'ask a ~1.0.0 > ~1.2.0',
    'lock b 1.0.0 > 1.0.1',
    'lock c 1.0.0 > 1.0.1',
  ]);
  expect(plan.groups[0]!.priority).toBe(1000);
});

test('Nothing leads to a version that is affected itself, deprecated, or a pre-release [4:fix-smallest]', async () => {
  const plan = await planOf({
    packages: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.2': { deprecated: 'broken' }, '1.1.0-rc.1': {}, '1.1.0': {} } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: { a: '<1.0.2' },
  });
  expect(shown(plan.groups[0]!.changes)).toEqual(['lock a 1.0.0 > 1.1.0']);
});

test('A version younger than the cooldown is taken only with a word about it', async () => {
  const plan = await planOf({
    packages: { a: { '1.0.0': {}, '1.0.1': { published: '2026-11-20T00:00:00Z', engines: { node: '>=20' } } } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: { a: '<1.0.1' },
  });
  expect(plan.groups[0]!.notes).toEqual([
    'a 1.0.1 is only 2 days old: no older version closes this',
    'a 1.0.1 wants node >=20',
  ]);
});

test('Where a newer version was planted, going back is the fix', async () => {
  const plan = await planOf(
    {
      packages: { a: { '1.0.0': {}, '1.0.1': {}, '1.0.2': {} } },
      tree: { 'a@1.0.2': ['.'] },
      asks: { a: '^1.0.0' },
      bad: { a: '1.0.2' },
    },
    { isMalicious: true },
  );
  expect(shown(plan.groups[0]!.changes)).toEqual(['lock a 1.0.2 > 1.0.1']);
});

test('An override that nobody needs any more is taken out, one that is needed stays [4:fix-smallest]', async () => {
  const world: World = {
    packages: {
      a: { '1.0.0': { dependencies: { b: '^1.0.0', c: '1.0.0' } } },
      b: { ...none, '1.0.1': {} },
      c: { ...none, '1.0.1': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.1': ['a@1.0.0'], 'c@1.0.1': ['a@1.0.0'] },
    asks: { a: '^1.0.0' },
    bad: { b: '<1.0.1', c: '<1.0.1' },
    overrides: [
      { name: 'b', constraint: '1.0.1', keys: ['overrides', 'b'] },
      { name: 'c', constraint: '1.0.1', keys: ['overrides', 'c'] },
      { name: 'gone', constraint: '1.0.1', keys: ['overrides', 'gone'] },
    ],
  };
  const plan = await planOf(world);
  expect(plan.groups.flatMap(({ changes }) => shown(changes))).toEqual(['remove overrides/b', 'remove overrides/gone']);
});

test('An override that holds an affected version is raised where it stands', async () => {
  const plan = await planOf({
    packages: { a: { '1.0.0': { dependencies: { b: '^1.0.0' } } }, b: { ...none, '1.0.1': {}, '1.0.2': {} } },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.1': ['a@1.0.0'] },
    asks: { a: '^1.0.0' },
    bad: { b: '<1.0.2' },
    overrides: [{ name: 'b', constraint: '1.0.1', keys: ['overrides', 'b'] }],
  });
  expect(shown(plan.groups[0]!.changes)).toContain('force b 1.0.2');
});

const againstByRange = (purl: string) =>
  [
    ['GHSA-old', '<1.1.0'],
    ['GHSA-far', '<2.0.0'],
  ].flatMap(([id = '', range = '']) =>
    satisfies('npm', nameAndVersion(purl)?.version ?? '', range) === true ? [id] : [],
  );

test('Where only a major step closes everything, a smaller one that closes some is made first [4:fix-smallest] [4:fix-grouped]', async () => {
  const world: World = {
    packages: { a: { '1.0.0': {}, '1.1.0': {}, '1.2.0': {}, '2.0.0': {} } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: {},
  };
  const findings = ['GHSA-old', 'GHSA-far'].map((advisory): FixFinding => ({
    purl: 'pkg:npm/a@1.0.0',
    advisory,
    priority: 100,
  }));
  const plan = await planFixes(graphOf(world), findings, { ...knowledgeOf(world), against: againstByRange });
  expect(
    plan.groups.map(({ closes, changes }) => [closes.map(({ advisory }) => advisory).join(), ...shown(changes)]),
  ).toEqual([
    ['GHSA-old', 'lock a 1.0.0 > 1.1.0'],
    ['GHSA-far', 'ask a ^1.0.0 > ^2.0.0'],
  ]);
});
