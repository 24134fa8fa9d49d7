import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { satisfies } from '#ground/packages';
import { openRegistries } from '#ground/registries';
import { integrityOf, type PlayedPackages, playRegistry } from '../ground/registries/testing.ts';
import { fix, type FixReport, type FixRequest } from './fix.ts';
import type { Known } from './fix/known.ts';
import { update } from './update.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-fix-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
process.env['GIT_AUTHOR_NAME'] = 'Ada';
process.env['GIT_AUTHOR_EMAIL'] = 'ada@example.org';

const now = Date.parse('2026-11-22T00:00:00Z');
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(home, 'shop-')));
});

const packages: PlayedPackages = {
  web: {
    '1.0.0': { dependencies: { query: '1.0.0', text: '^1.0.0' } },
    '1.1.0': { dependencies: { query: '1.1.0', text: '^1.0.0', extra: '^1.0.0' } },
  },
  query: { '1.0.0': {}, '1.1.0': {} },
  text: { '1.0.0': {}, '1.0.1': {}, '1.2.0': {} },
  extra: { '1.0.0': {}, '1.0.1': {} },
  '@tools/lint': { '3.0.0': {}, '4.0.0': {} },
  broken: { '1.0.0': {}, '1.0.1': {} },
};

/** Four spaces and a key order of somebody's own. */
const manifest = `{
    "name": "shop",
    "dependencies": {
        "web": "1.0.0",
        "broken": "^1.0.0"
    },
    "version": "1.0.0",
    "devDependencies": { "@tools/lint": "^3.0.0" }
}
`;

function locked(name: string, version: string, more: object = {}): object {
  const short = name.slice(name.lastIndexOf('/') + 1);
  return {
    version,
    resolved: `https://registry.npmjs.org/${name}/-/${short}-${version}.tgz`,
    integrity: integrityOf(name, version),
    ...more,
  };
}

const lock = `${JSON.stringify(
  {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': {
        name: 'shop',
        version: '1.0.0',
        dependencies: { broken: '^1.0.0', web: '1.0.0' },
        devDependencies: { '@tools/lint': '^3.0.0' },
      },
      'node_modules/@tools/lint': locked('@tools/lint', '3.0.0', { dev: true }),
      'node_modules/broken': locked('broken', '1.0.0'),
      'node_modules/query': locked('query', '1.0.0'),
      'node_modules/text': locked('text', '1.0.0'),
      'node_modules/web': locked('web', '1.0.0', { dependencies: { query: '1.0.0', text: '^1.0.0' } }),
    },
  },
  undefined,
  4,
)}\n`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
    },
  });
}

function commit(files: Readonly<Record<string, string>>): void {
  if (!existsSync(join(root, '.git'))) git('init', '-q', '-b', 'main');
  write(files);
  git('add', '-A');
  git('commit', '-q', '-m', 'Begin');
}

function knownBad(bad: Readonly<Record<string, string>>): Known {
  return {
    isEmpty: false,
    gap: () => undefined,
    against(purl) {
      const [, path = '', version = ''] = /^pkg:npm\/(.+)@([^@]+)$/.exec(purl) ?? [];
      const name = decodeURIComponent(path);
      const range = bad[name];
      if (range === undefined || satisfies('npm', version, range) !== true) return [];
      return [
        { id: `GHSA-${name}`, aliases: [`CVE-${name}`], isMalicious: false, summary: `${name} does harm`, weight: 600 },
      ];
    },
  };
}

function fixIt(
  changes: Partial<FixRequest>,
  bad: Readonly<Record<string, string>>,
  said: string[] = [],
): Promise<FixReport> {
  const request: FixRequest = { path: root, dryRun: false, writeTo: { kind: 'branch' }, ...changes };
  return fix(request, {
    registries: playRegistry(packages).registries,
    known: knownBad(bad),
    now,
    say: (line) => said.push(line),
  });
}

const bad = { query: '<1.1.0', text: '<1.0.1' };

test('A fix stands on a branch with an explaining commit, and nothing that is checked out changes [4:fix-branch] [4:fix-npm]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  write({ 'package.json': `${manifest}\n`, 'new.txt': 'not yet' });
  const report = await fixIt({}, bad);

  expect(report.written).toMatchObject({ kind: 'branch', branch: 'selvedge/fix-query-and-1-more', commits: 1 });
  expect(git('rev-parse', '--abbrev-ref', 'HEAD').trim()).toBe('main');
  expect(git('status', '--porcelain')).toBe(' M package.json\n?? new.txt\n');
  expect(git('diff', '--name-only', 'main', 'selvedge/fix-query-and-1-more')).toBe('package-lock.json\npackage.json\n');
  expect(git('log', '-1', '--format=%an %ae%n%B', 'selvedge/fix-query-and-1-more')).toBe(`Ada ada@example.org
Fix query, text in package-lock.json

Closes:
- GHSA-query: query 1.0.0: query does harm
- GHSA-text: text 1.0.0: text does harm

Changes:
- web 1.0.0 → 1.1.0 in package.json (minor)
- query 1.0.0 → 1.1.0 in the lockfile (minor)
- text 1.0.0 → 1.0.1 in the lockfile (patch)

No range leads to a clean version; the manifest asks for the smallest step that does.
What asks for it admits a clean version: the lockfile alone changes.

`);
});

test('The manifest changes in one place, and the lockfile is as npm writes it, in its own indentation [4:fix-npm]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  await fixIt({ writeTo: { kind: 'in-place' } }, bad);
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(manifest.replace('"web": "1.0.0"', '"web": "1.1.0"'));
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  expect(text.startsWith('{\n    "name": "shop",')).toBe(true);
  const places = JSON.parse(text).packages;
  expect(
    Object.fromEntries(Object.entries(places).map(([place, entry]) => [place, (entry as { version: string }).version])),
  ).toEqual({
    '': '1.0.0',
    'node_modules/@tools/lint': '3.0.0',
    'node_modules/broken': '1.0.0',
    'node_modules/extra': '1.0.1',
    'node_modules/query': '1.1.0',
    'node_modules/text': '1.0.1',
    'node_modules/web': '1.1.0',
  });
  expect(places['node_modules/query'].integrity).toBe(integrityOf('query', '1.1.0'));
});

test('What the check does not pass is dropped with the reason, and the rest is kept [4:fix-branch]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  const said: string[] = [];
  const check = `node -e "process.exit(JSON.parse(require('fs').readFileSync('package-lock.json')).packages['node_modules/broken'].version === '1.0.1' ? 7 : 0)"`;
  const report = await fixIt({ check }, { ...bad, broken: '<1.0.1' }, said);
  expect(report.lockfiles[0]!.dropped.map(({ finding }) => finding.advisory)).toEqual(['GHSA-broken']);
  expect(report.lockfiles[0]!.dropped[0]!.because).toContain('the check fails with it (status 7)');
  expect(report.lockfiles[0]!.done.flatMap(({ closes }) => closes.map(({ advisory }) => advisory))).toEqual([
    'GHSA-query',
    'GHSA-text',
  ]);
  const fixed = JSON.parse(git('show', `${branchOf(report)}:package-lock.json`)).packages;
  expect([fixed['node_modules/broken'].version, fixed['node_modules/query'].version]).toEqual(['1.0.0', '1.1.0']);
  expect(said[0]).toContain('checking 4 changes with: node -e');
});

function branchOf(report: FixReport): string {
  return report.written?.kind === 'branch' ? report.written.branch : '';
}

test('A check that fails before anything is changed says so, and nothing is written [4:fix-branch]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  await expect(fixIt({ check: 'echo no tests here; exit 3' }, bad)).rejects.toMatchObject({
    code: 'check-fails-before',
    message: 'the check fails before anything is changed (status 3): no tests here',
  });
  expect(git('branch', '--list', 'selvedge/*')).toBe('');
});

test('No hook, filter or script of the project runs, in the branch or in the copy that is checked [4:fix-branch]', async () => {
  const mark = join(root, '..', `ran-${Date.now()}`);
  const planted = manifest.replace(
    '"version"',
    `"scripts": { "preinstall": "touch ${mark}", "prepare": "touch ${mark}" },\n    "version"`,
  );
  commit({ 'package.json': planted, 'package-lock.json': lock, '.gitattributes': '* filter=planted\n' });
  for (const hook of [
    'reference-transaction',
    'post-commit',
    'pre-commit',
    'post-checkout',
    'post-index-change',
    'commit-msg',
  ]) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\ntouch '${mark}'\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  for (const kind of ['clean', 'smudge', 'process']) git('config', `filter.planted.${kind}`, `touch '${mark}'; cat`);
  git('config', 'core.fsmonitor', `touch '${mark}'`);
  rmSync(mark, { force: true });
  const report = await fixIt({ check: 'true' }, bad);
  expect(report.written?.kind).toBe('branch');
  expect(existsSync(mark)).toBe(false);
});

test('A dry run writes nothing, and a finding can be named by advisory, alias or package', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  const all = await fixIt({ dryRun: true }, bad);
  expect([all.written, git('branch', '--list', 'selvedge/*')]).toEqual([undefined, '']);
  for (const wanted of [{ advisory: 'ghsa-text' }, { advisory: 'CVE-text' }, { packageName: 'text' }]) {
    const report = await fixIt({ dryRun: true, ...wanted }, bad);
    expect(report.lockfiles[0]!.plan.groups.flatMap(({ closes }) => closes.map(({ advisory }) => advisory))).toEqual([
      'GHSA-text',
    ]);
  }
});

test('A branch that is there already is not moved', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  git('branch', 'mine');
  await expect(fixIt({ writeTo: { kind: 'branch', name: 'mine' } }, bad)).rejects.toMatchObject({
    code: 'not-allowed',
  });
  await expect(fixIt({ writeTo: { kind: 'branch', name: '--force' } }, bad)).rejects.toMatchObject({
    code: 'bad-revision',
  });
});

test('A major upgrade waits for a word, and is a commit of its own when it comes [4:fix-grouped]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  const worse = { ...bad, '@tools/lint': '<4.0.0' };
  const calm = await fixIt({ dryRun: true }, worse);
  expect(calm.lockfiles[0]!.farther.map(({ closes }) => closes[0]!.advisory)).toEqual(['GHSA-@tools/lint']);
  const report = await fixIt({ most: 'major' }, worse);
  expect(report.written).toMatchObject({ commits: 2 });
  expect(git('log', '--format=%s', `main..${branchOf(report)}`)).toBe(
    'Fix @tools/lint in package-lock.json\nFix query, text in package-lock.json\n',
  );
  expect(git('show', `${branchOf(report)}:package.json`)).toContain('{ "@tools/lint": "^4.0.0" }');
});

test('Workspaces are fixed where they ask', async () => {
  const inner = '{\n  "name": "inner",\n  "version": "1.0.0",\n  "dependencies": { "query": "1.0.0" }\n}\n';
  const outer = '{\n  "name": "outer",\n  "version": "1.0.0",\n  "workspaces": ["packages/*"]\n}\n';
  const locks = {
    name: 'outer',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'outer', version: '1.0.0', workspaces: ['packages/*'] },
      'node_modules/inner': { resolved: 'packages/inner', link: true },
      'node_modules/query': locked('query', '1.0.0'),
      'packages/inner': { version: '1.0.0', dependencies: { query: '1.0.0' } },
    },
  };
  commit({
    'app/package.json': outer,
    'app/packages/inner/package.json': inner,
    'app/package-lock.json': `${JSON.stringify(locks, undefined, 2)}\n`,
  });
  const report = await fixIt({}, bad);
  expect(git('diff', '--name-only', 'main', branchOf(report))).toBe(
    'app/package-lock.json\napp/packages/inner/package.json\n',
  );
  expect(git('show', `${branchOf(report)}:app/packages/inner/package.json`)).toBe(
    inner.replace('1.0.0" }', '1.1.0" }'),
  );
});

test('An update goes to a branch as one commit for each group, and leaves what the check does not pass [4:update]', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  const check = `node -e "process.exit(JSON.parse(require('fs').readFileSync('package-lock.json')).packages['node_modules/broken'].version === '1.0.1' ? 7 : 0)"`;
  const report = await update(
    { path: root, dryRun: false, writeTo: { kind: 'branch' }, most: 'major', check },
    { registries: playRegistry(packages).registries, known: knownBad({}), now },
  );
  expect(report.written).toMatchObject({ branch: 'selvedge/update-2026-11-22', commits: 2 });
  expect(report.lockfiles[0]!.dropped.map(({ group }) => group.title)).toEqual(['broken']);
  const fixed = JSON.parse(git('show', 'selvedge/update-2026-11-22:package-lock.json')).packages;
  expect(
    ['broken', 'query', 'text', 'web', '@tools/lint'].map((name) => fixed[`node_modules/${name}`].version),
  ).toEqual(['1.0.0', '1.1.0', '1.2.0', '1.1.0', '4.0.0']);
});

test('A lockfile that is broken keeps no other from being fixed, and is named', async () => {
  commit({
    'a/package.json': manifest,
    'a/package-lock.json': lock,
    'b/package.json': '{ not json',
    'b/package-lock.json': lock,
    'c/package.json': manifest,
    'c/package-lock.json': `<<<<<<< ours\n${lock}`,
  });
  const report = await fixIt({ dryRun: true }, bad);
  expect(report.lockfiles.filter(({ done }) => done.length > 0).map(({ lockfile }) => lockfile)).toEqual([
    'a/package-lock.json',
  ]);
  expect(report.notLookedAt.map(({ path }) => path)).toContain('b/package-lock.json');
  expect(report.notLookedAt.map(({ path }) => path)).toContain('c/package-lock.json');
});

test('Without advisories there is nothing to go by, and a registry that does not answer is named with what to do', async () => {
  commit({ 'package.json': manifest, 'package-lock.json': lock });
  const empty: Known = { isEmpty: true, gap: () => undefined, against: () => [] };
  const request: FixRequest = { path: root, dryRun: true, writeTo: { kind: 'branch' } };
  await expect(
    fix(request, { registries: playRegistry(packages).registries, known: empty, now }),
  ).rejects.toMatchObject({
    code: 'missing-data',
    remedy: 'run selvedge advisories sync first',
  });
  const down = openRegistries({ ask: () => Promise.reject(new Error('no route')), cache: undefined });
  await expect(fix(request, { registries: down, known: knownBad(bad), now })).rejects.toMatchObject({
    code: 'unreachable',
  });
});

test('In place a check runs in the folder, whose files stand as they were when it fails', async () => {
  write({ 'package.json': manifest, 'package-lock.json': lock });
  const check = `grep -q '"web": "1.0.0"' package.json`;
  const report = await fixIt({ writeTo: { kind: 'in-place' }, check }, bad);
  expect(report.lockfiles[0]!.dropped.map(({ finding }) => finding.advisory)).toEqual(['GHSA-query']);
  expect(report.lockfiles[0]!.done.flatMap(({ closes }) => closes.map(({ advisory }) => advisory))).toEqual([
    'GHSA-text',
  ]);
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(manifest);
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).toContain('text-1.0.1.tgz');
});
