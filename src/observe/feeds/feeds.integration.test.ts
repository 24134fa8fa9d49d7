import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAdvisories } from '#ground/advisories';
import { gzip, tar, zip } from '../../ground/archives/testing.ts';
import { bucket, dumpFiles, osv, osvRecord, PlayedWorld } from './testing.ts';

let world: PlayedWorld;
beforeEach(async () => {
  world = await new PlayedWorld().open();
});
afterEach(() => world.close());

test("the npm registry's bulk endpoint is told names only where somebody allowed it, and answers [4:npm-audit]", async () => {
  const audit = { from: 'npm-audit' } as const;
  expect((await world.sync([audit]))[0]).toMatchObject({ failure: { code: 'no-permission' } });
  expect(world.asked()).toEqual([]);
  world.answers = {
    'registry.npmjs.org/-/npm/v1/security/advisories/bulk': ({ body }) =>
      body === '{"@a/left":["1.0.0"]}'
        ? JSON.stringify({
            '@a/left': [
              { id: 1, url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm', vulnerable_versions: '<1.2.3' },
            ],
          })
        : { status: 400 },
  };
  const [outcome] = await world.sync([audit], { packages: ['pkg:npm/%40a/left@1.0.0', 'pkg:pypi/left@1.0.0'] });
  expect(outcome).toMatchObject({ result: 'updated', records: 1 });
  expect(world.matches('pkg:npm/%40a/left@1.2.0')).toEqual(['GHSA-35jh-r3h4-6jhm']);
});

test('a feed of malicious packages is told as such, and speaks of no other trouble [4:malicious-packages]', async () => {
  const record = osvRecord('MAL-2026-1', 'evil', '999.0.0');
  world.answers = {
    'codeload.github.com/ossf/malicious-packages/tar.gz/refs/heads/main': gzip(
      tar({
        'malicious-packages-main/osv/malicious/npm/evil/MAL-2026-1.json': JSON.stringify(record),
        'malicious-packages-main/package.json': '{}',
      }),
    ),
  };
  expect((await world.sync([{ from: 'malicious-packages' }]))[0]).toMatchObject({ records: 1 });
  const index = openAdvisories(world.folder);
  const [match] = index.match('pkg:npm/evil@1.0.0');
  expect(index.detail(match?.advisory ?? -1)).toMatchObject({ id: 'MAL-2026-1', kind: 'malicious' });
  expect(index.standingOf('npm', world.now)).toEqual({ kind: 'none' });
  index.close();
});

test('what is exploited, what will be, and what has an end come from their own sources [4:kev] [4:epss] [4:end-of-life]', async () => {
  world.answers = {
    'www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json': JSON.stringify({
      count: 1,
      dateReleased: '2026-11-20T00:00:00Z',
      vulnerabilities: [{ cveID: 'CVE-2021-44228', dateAdded: '2021-12-10' }],
    }),
    'epss.empiricalsecurity.com/epss_scores-current.csv.gz': gzipSync(
      '#model_version:v1,score_date:2026-11-21T00:00:00Z\ncve,epss,percentile\nCVE-2021-44228,0.94358,0.9996\n',
    ),
    'endoflife.date/api/v1/products/full': JSON.stringify({
      generated_at: '2026-11-21T00:00:00+00:00',
      result: [
        {
          name: 'django',
          label: 'Django',
          identifiers: [{ type: 'purl', id: 'pkg:pypi/django' }],
          releases: [{ name: '3.2', isEol: true, eolFrom: '2024-04-01' }],
        },
      ],
    }),
  };
  const outcomes = await world.sync([{ from: 'kev' }, { from: 'epss' }, { from: 'end-of-life' }]);
  expect(outcomes.map(({ result }) => result)).toEqual(['updated', 'updated', 'updated']);
  const index = openAdvisories(world.folder);
  expect(index.exploited('CVE-2021-44228')).toMatchObject({ addedAt: '2021-12-10' });
  expect(index.epss('CVE-2021-44228')?.score).toBeCloseTo(0.94358);
  expect(index.facts('pkg:pypi/Django@3.2.1')).toMatchObject([{ kind: 'end-of-life', versions: '3.2' }]);
  index.close();
});

describe('any place with records in OSV form [4:osv-anything]', () => {
  const records = [osvRecord('CORP-1', 'left'), osvRecord('CORP-2', 'right')];

  test.each([
    ['a zip', () => zip(dumpFiles(records))],
    ['a tar.gz', () => gzip(tar(dumpFiles(records)))],
    ['a list in JSON', () => JSON.stringify(records)],
    ['what an API answers', () => JSON.stringify({ vulns: records })],
    ['a gzipped list', () => gzipSync(JSON.stringify(records))],
  ])('%s at a URL, with a header from the environment', async (_, body) => {
    world.answers = {
      'feeds.example.org/advisories.json': ({ headers }) =>
        headers['x-key'] === 's3cret' ? { status: 200, headers: { etag: '"1"' }, body: body() } : { status: 401 },
    };
    const url = 'https://feeds.example.org/advisories.json';
    const wanted = {
      from: 'files',
      name: 'corporate',
      url,
      header: { name: 'X-Key', from: 'SELVEDGE_FEED_X' },
    } as const;
    const environment = { SELVEDGE_FEED_X: 's3cret' };
    expect((await world.sync([wanted], { environment }))[0]).toMatchObject({ result: 'updated', records: 2 });
    expect((await world.sync([wanted], { environment }))[0]).toMatchObject({ result: 'unchanged', records: 2 });
    expect(world.matches('pkg:npm/right@0.1.0')).toEqual(['CORP-2']);
    for (const file of readdirSync(world.folder, { recursive: true, withFileTypes: true }))
      if (file.isFile()) expect(execFileSync('cat', [join(file.parentPath, file.name)]).includes('s3cret')).toBe(false);
    const [refused] = await world.sync([wanted], { environment: { SELVEDGE_FEED_X: 'wr0ng' } });
    expect(refused).toMatchObject({ failure: { code: 'no-permission' } });
    expect(JSON.stringify(refused)).not.toContain('wr0ng');
  });

  test('a folder, with its folders, and a file of lines', async () => {
    const folder = join(world.folder, 'feed');
    mkdirSync(join(folder, '2026/11'), { recursive: true });
    writeFileSync(join(folder, '2026/11/left.json'), JSON.stringify(records[0]));
    writeFileSync(join(folder, 'more.jsonl'), `${JSON.stringify(records[1])}\n\nno json\n`);
    writeFileSync(join(folder, 'README.md'), '# Ours');
    const [outcome] = await world.sync([{ from: 'files', name: 'here', path: folder }]);
    expect(outcome).toMatchObject({ result: 'updated', records: 2, problems: { count: 1 } });
    expect(outcome).toMatchObject({
      problems: { named: [expect.stringContaining('(more.jsonl, line 3): it is no JSON')] },
    });
  });

  test('is fresh where it is declared to be whole, and else says nothing by its silence [4:advisories-stale]', async () => {
    const url = 'https://feeds.example.org/advisories.json';
    world.answers = { 'feeds.example.org/advisories.json': JSON.stringify(records) };
    await world.sync([{ from: 'files', name: 'corporate', url }]);
    const some = openAdvisories(world.folder);
    expect(some.standingOf('npm', world.now)).toEqual({ kind: 'none' });
    some.close();
    await world.sync([{ from: 'files', name: 'corporate', url, wholeOf: 'npm' }]);
    const whole = openAdvisories(world.folder);
    expect(whole.standingOf('npm', world.now)).toMatchObject({ kind: 'fresh' });
    whole.close();
  });

  test('a git repository', async () => {
    const repository = join(world.folder, 'repository');
    mkdirSync(repository);
    writeFileSync(join(repository, 'CORP-1.json'), JSON.stringify(records[0]));
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: repository });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    const wanted = { from: 'files', name: 'there', git: pathToFileURL(repository).href } as const;
    expect((await world.sync([wanted]))[0]).toMatchObject({ result: 'updated', records: 1 });
    const gone = { from: 'files', name: 'gone', git: 'file:///nowhere/at/all.git' } as const;
    expect((await world.sync([gone]))[0]).toMatchObject({ failure: { code: 'unreachable' } });
  });
});

describe('several sources at once [4:advisory-sources]', () => {
  test('fail each for itself, and are fresh each for itself', async () => {
    const two = [osvRecord('GHSA-aaaa-aaaa-aaaa', 'left')];
    world.answers = {
      [`${bucket}/all.zip`]: zip(dumpFiles(two)),
      'www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json': { status: 503 },
    };
    const outcomes = await world.sync([{ from: 'kev' }, osv, { from: 'epss' }]);
    expect(outcomes.map(({ source, result }) => [source.id, result])).toEqual([
      ['kev', 'failed'],
      ['osv-npm', 'updated'],
      ['epss', 'failed'],
    ]);
    const index = openAdvisories(world.folder);
    const later = world.now + 4 * 86_400_000;
    expect(index.standingOf('npm', world.now).kind).toBe('fresh');
    expect(index.standingOf('npm', later)).toMatchObject({
      kind: 'stale',
      ageHours: 96,
      limitHours: 72,
      source: 'osv-npm',
    });
    expect(index.standingOf('pypi', later)).toEqual({ kind: 'none' });
    index.close();
  });
});

test('what publishers deprecated or took back is asked of their registries, where somebody allowed it [4:end-of-life]', async () => {
  const deprecations = { from: 'deprecations' } as const;
  expect((await world.sync([deprecations]))[0]).toMatchObject({ failure: { code: 'no-permission' } });
  const version = { dist: { tarball: 'https://registry.npmjs.org/old/-/old-1.0.0.tgz', integrity: 'sha512-AAAA' } };
  world.answers = {
    'registry.npmjs.org/old': JSON.stringify({
      name: 'old',
      versions: {
        '1.0.0': { name: 'old', version: '1.0.0', deprecated: 'use\u0007 new', ...version },
        '2.0.0': { name: 'old', version: '2.0.0', ...version },
      },
    }),
    'registry.npmjs.org/broken': '{"versions":',
  };
  const packages = ['pkg:npm/old@1.0.0', 'pkg:npm/old@2.0.0', 'pkg:npm/broken@1.0.0', 'pkg:deb/debian/x@1'];
  const environment = { HOME: world.folder };
  const [outcome] = await world.sync([deprecations], { packages, environment });
  expect(outcome).toMatchObject({ result: 'updated', records: 1, problems: { count: 1 } });
  const index = openAdvisories(world.folder);
  expect(index.facts('pkg:npm/old@1.0.0')).toMatchObject([
    { kind: 'deprecated', versions: '1.0.0', text: 'deprecated by its publisher: use new' },
  ]);
  index.close();
});

test('a digest that is not that of what came is told, and nothing is changed [4:advisories-hostile]', async () => {
  const dump = zip(dumpFiles([osvRecord('GHSA-aaaa-aaaa-aaaa', 'left')]));
  const md5 = createHash('md5').update(dump).digest('base64');
  const answer = (body: Uint8Array) => ({
    status: 200,
    headers: { 'x-goog-hash': `crc32c=AAAAAA==, md5=${md5}` },
    body,
  });
  world.answers = { [`${bucket}/all.zip`]: answer(dump) };
  expect((await world.sync([osv]))[0]).toMatchObject({ result: 'updated' });
  const other = zip(dumpFiles([osvRecord('GHSA-bbbb-bbbb-bbbb', 'left')]));
  world.answers = { [`${bucket}/all.zip`]: answer(other) };
  expect((await world.sync([osv]))[0]).toMatchObject({ failure: { code: 'changed' } });
  expect(world.matches('pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
});
