import { expect, test } from 'vitest';
import type { FixFinding } from '../model.ts';
import { planFixes } from './plan.ts';
import { planUpdates } from './updates.ts';
import { graphOf, knowledgeOf, none, planOf, shown, type World } from './testing.ts';

test('Without any clean version the plan says what can be done instead [4:fix-none]', async () => {
  const plan = await planOf({
    packages: { a: { '1.0.0': { dependencies: { b: '*' } } }, b: none },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { a: '^1.0.0' },
    bad: { b: '*' },
  });
  expect(plan.groups).toEqual([]);
  expect(plan.unfixed[0]!.reason).toBe('no version is published that this is not known against');
  expect(plan.unfixed[0]!.instead[0]).toBe('remove or replace a, which brings it in');
  expect(plan.unfixed[0]!.instead.at(-1)).toContain('selvedge accept');
});

test('What was not fetched from the registry is not moved by it [4:fix-none]', async () => {
  const world: World = {
    packages: { a: { '1.0.1': {} } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: { a: '<1.0.1' },
  };
  const graph = graphOf(world);
  const forked = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, source: 'git+https://git.test/a.git' })) };
  const plan = await planFixes(
    forked,
    [{ purl: 'pkg:npm/a@1.0.0', advisory: 'GHSA-a', priority: 1 }],
    knowledgeOf(world),
  );
  expect(plan.unfixed[0]!.reason).toBe('it was not fetched from the registry but from git+https://git.test/a.git');
});

test('What would move farther than allowed is no fix, and the plan says which distance would do [4:fix-none]', async () => {
  const world: World = {
    packages: { a: { '1.0.0': {}, '2.0.0': {} } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: { a: '<2.0.0' },
  };
  const plan = await planOf(world, {}, 'minor');
  expect(plan.groups).toEqual([]);
  expect(plan.unfixed[0]!.reason).toContain('2.0.0 would do (a major change), and package.json (^1.0.0) keeps it out');
});

test('A graph that goes in circles and one that is very deep are planned over', async () => {
  const circle = await planOf({
    packages: {
      a: { '1.0.0': { dependencies: { b: '1.0.0' } } },
      b: { '1.0.0': { dependencies: { a: '1.0.0' } }, '1.0.1': {} },
    },
    tree: { 'a@1.0.0': ['.', 'b@1.0.0'], 'b@1.0.0': ['a@1.0.0'] },
    asks: { a: '1.0.0' },
    bad: { b: '1.0.0' },
  });
  expect(shown(circle.groups[0]!.changes)).toEqual(['force a/b 1.0.1', 'lock b 1.0.0 > 1.0.1']);
  const depth = 2000;
  const names = Array.from({ length: depth }, (_, at) => `p${at}`);
  const deep = await planOf({
    packages: Object.fromEntries(
      names.map((name, at) => [
        name,
        { '1.0.0': at + 1 < depth ? { dependencies: { [`p${at + 1}`]: '1.0.0' } } : {}, '1.0.1': {} },
      ]),
    ),
    tree: Object.fromEntries(names.map((name, at) => [`${name}@1.0.0`, at === 0 ? ['.'] : [`p${at - 1}@1.0.0`]])),
    asks: { p0: '1.0.0' },
    bad: { [`p${depth - 1}`]: '1.0.0' },
  });
  expect(shown(deep.groups[0]!.changes)).toEqual([
    `force p${depth - 2}/p${depth - 1} 1.0.1`,
    `lock p${depth - 1} 1.0.0 > 1.0.1`,
  ]);
});

test('An update takes the newest that is old enough, and leaves major ones for a word [4:update]', async () => {
  const world: World = {
    packages: {
      a: { '1.0.0': {}, '1.1.0': {}, '1.2.0': { published: '2026-11-21T00:00:00Z' }, '2.0.0': {} },
      b: { '1.0.0': {}, '1.0.3': {} },
      c: { '1.0.0': {}, '1.5.0': {} },
    },
    tree: { 'a@1.0.0': ['.'], 'b@1.0.0': ['.'], 'c@1.0.0': ['b@1.0.0'] },
    asks: { a: '~1.0.0', b: '^1.0.0' },
    bad: {},
  };
  const packages = {
    ...world.packages,
    b: { '1.0.0': { dependencies: { c: '^1.0.0' } }, '1.0.3': { dependencies: { c: '^1.0.0' } } },
  };
  const plan = await planUpdates(graphOf(world), knowledgeOf({ ...world, packages }));
  expect(plan.groups.map(({ title, changes }) => [title, ...shown(changes)])).toEqual([
    ['patch and minor', 'ask a ~1.0.0 > ~1.1.0', 'lock b 1.0.0 > 1.0.3', 'lock c 1.0.0 > 1.5.0'],
  ]);
  expect(plan.left).toEqual(['a 1.1.0: 2.0.0 is there (a major change)']);
  const all = await planUpdates(graphOf(world), knowledgeOf({ ...world, packages }), {
    most: 'major',
    grouping: 'each',
  });
  expect(all.groups.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
});

const againstAll = (purl: string) => ['GHSA-all', ...(purl.endsWith('@1.0.0') ? ['GHSA-old'] : [])];

test('What every version has is said to have no fix, and the rest is fixed all the same [4:fix-none]', async () => {
  const world: World = {
    packages: { a: { '1.0.0': {}, '1.1.0': {} } },
    tree: { 'a@1.0.0': ['.'] },
    asks: { a: '^1.0.0' },
    bad: {},
  };
  const findings = ['GHSA-old', 'GHSA-all'].map((advisory): FixFinding => ({
    purl: 'pkg:npm/a@1.0.0',
    advisory,
    priority: 100,
  }));
  const plan = await planFixes(graphOf(world), findings, { ...knowledgeOf(world), against: againstAll });
  expect(
    plan.groups.map(({ closes, changes }) => [closes.map(({ advisory }) => advisory).join(), ...shown(changes)]),
  ).toEqual([['GHSA-old', 'lock a 1.0.0 > 1.1.0']]);
  expect(plan.unfixed.map(({ finding, reason }) => [finding.advisory, reason])).toEqual([
    ['GHSA-all', 'no version is published that this is not known against'],
  ]);
});
