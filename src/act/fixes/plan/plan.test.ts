import { expect, test } from 'vitest';
import { playRegistry, type PlayedPackages } from '../../../ground/registries/testing.ts';
import { satisfies } from '#ground/packages';
import type { Asked, Change, FixFinding, FixPlan, Graph, GraphNode, Override } from '../model.ts';
import { nameAndVersion } from '../purl-of.ts';
import { planFixes } from './plan.ts';
import { planUpdates } from './updates.ts';

const now = Date.parse('2026-11-22T00:00:00Z');

interface World {
  readonly packages: PlayedPackages;
  /** `name@version` → who brought it in (`.`: the project). */
  readonly tree: Readonly<Record<string, readonly string[]>>;
  readonly asks: Readonly<Record<string, string>>;
  readonly bad: Readonly<Record<string, string>>;
  readonly overrides?: readonly Omit<Override, 'manifest'>[];
}

function graphOf({ tree, asks, overrides = [] }: World): Graph {
  const keys = Object.keys(tree);
  const nodes = keys.map((key, index): GraphNode => {
    const at = key.lastIndexOf('@');
    const parents = (tree[key] ?? []).filter((parent) => parent !== '.').map((parent) => keys.indexOf(parent));
    return {
      index,
      name: key.slice(0, at),
      version: key.slice(at + 1),
      purl: `pkg:npm/${key}`,
      line: index + 1,
      parents,
      children: keys.flatMap((other, child) => (tree[other]?.includes(key) === true ? [child] : [])),
      isDirect: tree[key]?.includes('.') === true,
      isDevelopment: false,
    };
  });
  const asked = Object.entries(asks).map(([name, constraint]): Asked => ({
    manifest: 'package.json',
    name,
    constraint,
    line: 1,
    section: 'dependencies',
  }));
  return {
    type: 'npm',
    lockfile: 'package-lock.json',
    format: 'npm/package-lock',
    nodes,
    asked,
    overrides: overrides.map((override) => ({ manifest: 'package.json', ...override })),
    forcesIn: 'package.json',
  };
}

function affected(world: World): (purl: string) => boolean {
  return (purl) => {
    const parts = nameAndVersion(purl);
    const range = parts === undefined ? undefined : world.bad[parts.name];
    return parts !== undefined && range !== undefined && satisfies('npm', parts.version, range) === true;
  };
}

function knowledgeOf(world: World) {
  const { registries } = playRegistry(world.packages);
  return {
    registry: registries.npm,
    against: (purl: string) => (affected(world)(purl) ? ['GHSA-1'] : []),
    now,
    cooldownDays: 7,
  };
}

async function planOf(
  world: World,
  more: Partial<FixFinding> = {},
  most?: 'patch' | 'minor' | 'major',
): Promise<FixPlan> {
  const graph = graphOf(world);
  const findings = graph.nodes
    .filter(({ purl }) => affected(world)(purl))
    .map(({ purl, name }): FixFinding => ({ purl, advisory: `GHSA-${name}`, priority: 500, ...more }));
  return planFixes(graph, findings, knowledgeOf(world), most === undefined ? {} : { most });
}

function shown(changes: readonly Change[]): string[] {
  return changes.map((change) => {
    switch (change.kind) {
      case 'bump':
        return `lock ${change.name} ${change.from} > ${change.to}`;
      case 'ask':
        return `ask ${change.name} ${change.fromConstraint} > ${change.toConstraint}`;
      case 'override':
        return `force ${change.under === undefined ? '' : `${change.under}/`}${change.name} ${change.toConstraint}`;
      default:
        return `remove ${change.keys.join('/')}`;
    }
  });
}

const none = { '1.0.0': {} };

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

const againstByRange = (purl: string) =>
  [
    ['GHSA-old', '<1.1.0'],
    ['GHSA-far', '<2.0.0'],
  ].flatMap(([id = '', range = '']) =>
    satisfies('npm', nameAndVersion(purl)?.version ?? '', range) === true ? [id] : [],
  );
const againstAll = (purl: string) => ['GHSA-all', ...(purl.endsWith('@1.0.0') ? ['GHSA-old'] : [])];

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
