import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { updateSource } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import { acceptFinding } from '../accept.ts';
import { scanAndDecide, type ScanReport } from '../scan.ts';

const home = mkdtempSync(join(tmpdir(), 'selvedge-dependencies-'));
const before = { data: process.env['SELVEDGE_DATA_HOME'], cache: process.env['SELVEDGE_CACHE_HOME'] };
let root: string;
let count = 0;

beforeAll(async () => {
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  await updateSource(advisoriesHome(), {
    source: { id: 'test', limitHours: 24 },
    checkedAt: Date.now(),
    content: {
      kind: 'records',
      complete: true,
      records: [
        record('GHSA-aaaa-bbbb-cccc', 'lodash', '4.17.21', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'),
        record('MAL-2026-1', 'lodahs'),
        mavenRecord,
        record('GHSA-uuuu-uuuu-uuuu', 'unscored', '2.0.0'),
      ],
    },
  });
});

afterAll(() => {
  for (const [name, value] of [
    ['SELVEDGE_DATA_HOME', before.data],
    ['SELVEDGE_CACHE_HOME', before.cache],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

beforeEach(() => {
  root = join(home, `project-${count++}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});

function record(id: string, name: string, fixed?: string, vector?: string) {
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])];
  const content = {
    id,
    modified: '2026-01-01T00:00:00Z',
    summary: `Something about ${name}`,
    ...(vector !== undefined && { severity: [{ type: 'CVSS_V3', score: vector }] }),
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
  };
  return { name: id, content };
}

const mavenRecord = {
  name: 'GHSA-mmmm-vvvv-nnnn',
  content: {
    id: 'GHSA-mmmm-vvvv-nnnn',
    modified: '2026-01-01T00:00:00Z',
    summary: 'Something about acme',
    affected: [
      {
        package: { ecosystem: 'Maven', name: 'org.acme:core' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.5.0' }] }],
      },
    ],
  },
};

function git(...args: string[]): void {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  execFileSync('git', [...author, ...args], { cwd: root, stdio: 'pipe' });
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function lockfile(versions: Readonly<Record<string, string>>): string {
  const packages = Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
  );
  const top = { name: 'shop', dependencies: Object.fromEntries(Object.keys(versions).map((name) => [name, '*'])) };
  return `${JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: { '': top, ...packages } }, null, 2)}\n`;
}

function yarnLock(version: string): string {
  return `# yarn lockfile v1\n\n\nlodash@^4.17.0:\n  version "${version}"\n  resolved "https://registry.yarnpkg.com/lodash/-/lodash-${version}.tgz"\n`;
}

const parentPom = (version: string) =>
  `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging><properties><acme.version>${version}</acme.version></properties></project>\n`;
const childPom =
  '<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>core</artifactId>\n<dependencies><dependency><groupId>org.acme</groupId><artifactId>core</artifactId><version>${acme.version}</version></dependency></dependencies></project>\n';

const found = ({ findings }: ScanReport) =>
  findings.map(({ rule, effect, attributes }) => [rule, attributes['package'], effect]);
const verdicts = ({ decisions }: ScanReport) =>
  Object.fromEntries(decisions.map(({ control, verdict, effect }) => [control, `${verdict} ${effect}`]));

describe('dependencies at the gates [4:vulnerable-dependency]', () => {
  test('a malicious package in a change blocks its merge, a vulnerable one warns, and neither counts where it was before', async () => {
    write('package-lock.json', lockfile({ lodash: '4.17.20' }));
    git('add', '-A');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'change');
    write('package-lock.json', lockfile({ lodahs: '1.0.0', lodash: '4.17.20' }));
    git('add', '-A');
    git('commit', '-qm', 'two');
    const report = await scanAndDecide({ path: root, source: { kind: 'since', revision: 'main' } });
    expect(found(report)).toEqual([['dependencies/malicious-package', 'lodahs', 'blocks']]);
    expect(report.exitCode).toBe(1);
    expect(verdicts(report)).toMatchObject({
      'no-malicious-dependency': 'fail blocks',
      'no-vulnerable-dependency': 'pass none',
    });
  });

  test.each([
    [
      'a line of a Yarn lockfile below the name',
      { 'yarn.lock': yarnLock('4.17.21') },
      { 'yarn.lock': yarnLock('4.17.20') },
    ],
    [
      'a property of a parent pom that its module takes its version from',
      { 'pom.xml': parentPom('2.0.0'), 'core/pom.xml': childPom },
      { 'pom.xml': parentPom('1.0.0'), 'core/pom.xml': childPom },
    ],
  ])('a change is judged by what it makes of the inventory, not by its lines: %s', async (_, before, after) => {
    for (const [path, text] of Object.entries(before)) write(path, text);
    git('add', '-A');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'change');
    for (const [path, text] of Object.entries(after)) write(path, text);
    git('add', '-A');
    git('commit', '-qm', 'two');
    const report = await scanAndDecide({ path: root, source: { kind: 'since', revision: 'main' } });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['dependencies/known-vulnerability']);
  });

  test('what nobody scored is not tolerated at deploy: it counts as high, and says why', async () => {
    write('package-lock.json', lockfile({ unscored: '1.0.0' }));
    git('add', '-A');
    git('commit', '-qm', 'one');
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, stage: 'deploy' });
    expect(found(report)).toEqual([['dependencies/known-vulnerability', 'unscored', 'blocks']]);
    expect(report.findings[0]).toMatchObject({ severity: 'high', attributes: { scored: false } });
    expect(report.findings[0]?.attributes['because']).toContain('not scored: it counts as high until somebody does');
  });

  test('a lockfile that was emptied hides neither a malicious package nor that the rest is not known', async () => {
    write('bun.lock', '{"lockfileVersion":1,"workspaces":{},"packages":{}}\n');
    write('package.json', '{ "dependencies": { "fine": "^1.0.0" }, "optionalDependencies": { "lodahs": "1.0.0" } }\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, stage: 'build' });
    expect(found(report)).toEqual([['dependencies/malicious-package', 'lodahs', 'blocks']]);
    expect(verdicts(report)).toMatchObject({ 'no-vulnerable-dependency': 'unknown warns' });
    expect(report.scope.notLookedAt.map(({ detail }) => detail)).toContain(
      'bun.lock does not have fine, lodahs: what is installed of it is not known',
    );
  });

  test('what is staged is told before it is committed', async () => {
    write('package-lock.json', lockfile({ lodash: '4.17.20' }));
    git('add', '-A');
    const report = await scanAndDecide({ path: root, source: { kind: 'staged' } });
    expect(found(report)).toEqual([['dependencies/known-vulnerability', 'lodash', 'warns']]);
    expect(report.findings[0]?.attributes).toMatchObject({ reachability: 'unknown', target: '4.17.21' });
  });

  test('an exception holds: what was accepted does not block', async () => {
    write('package-lock.json', lockfile({ lodahs: '1.0.0' }));
    write('selvedge.yaml', 'version: 1\nid: prj_01920000-0000-7000-8000-000000000000\nname: shop\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const scan = () => scanAndDecide({ path: root, source: { kind: 'working-tree' }, stage: 'build' });
    const first = await scan();
    expect(verdicts(first)['no-malicious-dependency']).toBe('fail blocks');
    await acceptFinding({
      path: root,
      finding: first.findings.find(({ rule }) => rule === 'dependencies/malicious-package')!.id,
      until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      because: 'it is a harmless copy of ours that was reported by mistake',
    });
    git('add', '-A');
    git('commit', '-qm', 'accept it');
    expect(verdicts(await scan())['no-malicious-dependency']).toBe('pass none');
  });
});

describe('without fresh advisories [4:advisories-stale]', () => {
  test('nothing passes: each control that asks about them is unknown, and says what to do', async () => {
    write('requirements.txt', 'requests==2.19.1\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, stage: 'build' });
    expect(verdicts(report)).toMatchObject({
      'no-malicious-dependency': 'unknown blocks',
      'no-vulnerable-dependency': 'unknown warns',
    });
    expect(report.exitCode).toBe(3);
    const [decision] = report.decisions.filter(({ control }) => control === 'no-malicious-dependency');
    expect(decision?.reasons).toContainEqual({
      kind: 'unknown',
      what: 'there are no advisories for PyPI (1 package)',
      path: 'requirements.txt',
      remedy: 'run selvedge advisories sync',
    });
  });

  test('damaged advisories leave the question open, and hide nothing else', async () => {
    const home = process.env['SELVEDGE_DATA_HOME'];
    process.env['SELVEDGE_DATA_HOME'] = join(root, '..', 'damaged');
    mkdirSync(advisoriesHome(), { recursive: true });
    writeFileSync(join(advisoriesHome(), 'manifest.json'), '{ "format"');
    write('package-lock.json', lockfile({ lodash: '4.17.20' }));
    write('package.json', '{ "dependencies": { "lodash": "^5.0.0" } }\n');
    try {
      const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });
      expect(found(report)).toEqual([['dependencies/manifest-disagrees', 'lodash', 'warns']]);
      expect(verdicts(report)).toMatchObject({ 'no-vulnerable-dependency': 'unknown warns' });
      const gap = report.scope.notLookedAt.find(({ reason }) => reason === 'unreadable');
      expect(gap?.detail).toContain('the advisories of this machine cannot be read');
    } finally {
      process.env['SELVEDGE_DATA_HOME'] = home;
    }
  });

  test('a project that lists no dependencies is not asked for any', async () => {
    write('src/a.ts', 'export {};\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const report = await scanAndDecide({ path: root, source: { kind: 'working-tree' }, stage: 'build' });
    expect(report.exitCode).toBe(0);
  });

  test('the past is not asked about dependencies', async () => {
    write('requirements.txt', 'requests==2.19.1\n');
    git('add', '-A');
    git('commit', '-qm', 'one');
    const report = await scanAndDecide({ path: root, source: { kind: 'history', unreachable: false } });
    expect(report.decisions.map(({ control }) => control).filter((control) => control.includes('depend'))).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});

describe('reachability in a scan [4:reachability]', () => {
  test('says where the code uses what is vulnerable, and that it does not where all code was read', async () => {
    write('package-lock.json', lockfile({ lodash: '4.17.20' }));
    write('package.json', '{ "name": "shop", "dependencies": { "lodash": "*" } }\n');
    write('src/a.js', "import _ from 'lodash';\nexport const a = _.merge({}, {});\n");
    const used = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });
    expect(used.findings[0]?.attributes).toMatchObject({ reachability: 'reachable' });
    expect(used.findings[0]?.attributes['because']).toContain('src/a.js:1');
    write('src/a.js', "import express from 'express';\nexport const a = express();\n");
    const unused = await scanAndDecide({ path: root, source: { kind: 'working-tree' } });
    expect(unused.findings[0]?.attributes).toMatchObject({ reachability: 'not-observed' });
    expect(Number(unused.findings[0]?.attributes['priority'])).toBeLessThan(
      Number(used.findings[0]?.attributes['priority']),
    );
  });
});
