import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readManifest } from '#ground/advisories';
import { gzip, tar, zip } from '../../ground/archives/testing.ts';
import { FeedError } from './feed-error.ts';
import type { FeedSource } from './feed.ts';
import { readStates } from './feed-state.ts';
import { sourcesAt } from './import-source.ts';
import type { SourceOutcome } from './sync.ts';
import { dumpFiles, osvRecord, PlayedWorld } from './testing.ts';

let world: PlayedWorld;
beforeEach(async () => {
  world = await new PlayedWorld().open();
});
afterEach(() => world.close());

const good = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left');
const goodDump = zip(dumpFiles([good]));

/** Puts a file where a dump was before, and takes it over. */
async function imported(name: string, bytes: string | Uint8Array, options = {}): Promise<SourceOutcome> {
  const folder = join(world.folder, 'given');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  const [outcome] = await world.sync(sourcesAt(join(folder, name)), { asOf: 'as it says', ...options });
  if (outcome === undefined) throw new Error('nothing was done');
  return outcome;
}

const stillThere = (): string[] => world.matches('pkg:npm/left@1.0.0');

describe('a hostile feed is refused, told by file and place, and the old index stays [4:advisories-hostile]', () => {
  beforeEach(async () => {
    expect(await imported('npm.zip', goodDump)).toMatchObject({ result: 'updated', source: { id: 'osv-npm' } });
  });
  afterEach(() => {
    expect(stillThere()).toEqual(['GHSA-aaaa-aaaa-aaaa']);
  });

  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`GHSA-${at}.json`, JSON.stringify(good)]));

  test.each([
    ['a zip that is cut off', zip(many).subarray(0, 3000), 'truncated', 'its directory is missing'],
    [
      'a zip of which nothing can be read',
      zip({ ...many, 'a.json': '{' }),
      'damaged',
      '201 of its 201 records cannot be read',
    ],
    ['no zip at all', Buffer.from('<html>Sign in to the guest network</html>'), 'damaged', 'npm.zip'],
    ['nothing', Buffer.alloc(0), 'truncated', 'npm.zip'],
    ['a tar.gz that is cut off', gzip(tar(many)).subarray(0, 400), 'damaged', 'the archive as a whole'],
    ['an archive without an advisory', zip({ 'README.md': 'Nothing here.' }), 'damaged', 'no file in it'],
    [
      'a bomb',
      zip({ 'GHSA-bomb.json': Buffer.alloc(80 << 20), 'b.json': Buffer.alloc(80 << 20) }),
      'damaged',
      'npm.zip (GHSA-bomb.json): more than 67108864 bytes',
    ],
    [
      'a bomb of many files',
      zip(Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.json`, Buffer.alloc(25 << 20, ' ')]))),
      'too-large',
      'it holds more than',
    ],
    ['a gzip bomb', gzipSync(Buffer.alloc(100 << 20)), 'too-large', 'npm.zip'],
  ])('%s', async (_, bytes, code, said) => {
    expect(await imported('npm.zip', bytes)).toMatchObject({
      result: 'failed',
      failure: { code, message: expect.stringContaining(said) },
    });
  });

  test('what is older than what is there', async () => {
    const older = zip(dumpFiles([{ ...good, modified: '2025-01-01T00:00:00Z' }]));
    expect(await imported('npm.zip', older)).toMatchObject({
      failure: { code: 'older', remedy: expect.stringContaining('--accept-older') },
    });
    expect(await imported('npm.zip', older, { acceptOlder: true })).toMatchObject({ result: 'updated' });
  });

  test('an empty list', async () => {
    expect((await imported('npm.zip', zip({ 'all.json': '[]' }))).result).toBe('failed');
  });

  test('and its failure is remembered until it is had again', async () => {
    await imported('npm.zip', Buffer.from('no zip'));
    expect(readStates(world.folder).get('osv-npm')?.failure).toMatchObject({ code: 'damaged' });
    await imported('npm.zip', goodDump);
    expect(readStates(world.folder).get('osv-npm')?.failure).toBeUndefined();
  });
});

describe('a part of a feed that makes no sense is left out, and the rest taken [4:advisories-hostile]', () => {
  test('records that are cut off, of wrong ids, huge, or no records, each with its place', async () => {
    const outcome = await imported(
      'npm.zip',
      zip({
        'GHSA-aaaa-aaaa-aaaa.json': JSON.stringify(good),
        'GHSA-cut.json': JSON.stringify(osvRecord('GHSA-cut', 'cut'), undefined, 1).slice(0, 100),
        'GHSA-other.json': JSON.stringify(osvRecord('GHSA-bbbb-bbbb-bbbb', 'right')),
        'GHSA-odd.json': '{"id":"GHSA-odd","affected":7}',
        'GHSA-list.json': '"a text"',
        '../../../etc/GHSA-cccc-cccc-cccc.json': JSON.stringify(osvRecord('GHSA-cccc-cccc-cccc', 'up')),
        '__proto__.json': '{"__proto__":{"id":"GHSA-x"},"constructor":{"prototype":{}}}',
        'GHSA-huge.json': JSON.stringify(osvRecord('GHSA-huge', 'huge', '1.0.0', { details: 'x'.repeat(70 << 20) })),
      }),
    );
    expect(outcome).toMatchObject({ result: 'updated' });
    const named = outcome.result === 'failed' ? [] : outcome.problems.named;
    expect(named).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/npm\.zip \(GHSA-cut\.json, line \d+, column \d+\): the JSON ends before its end$/),
        expect.stringMatching(
          /npm\.zip \(GHSA-other\.json\): it holds "GHSA-bbbb-bbbb-bbbb", which its name does not say$/,
        ),
        expect.stringMatching(/npm\.zip \(GHSA-list\.json\): it is no advisory$/),
        expect.stringMatching(/npm\.zip \(GHSA-huge\.json\): more than \d+ bytes$/),
        expect.stringMatching(/npm\.zip \(__proto__\.json\): it holds no id/),
      ]),
    );
    expect(stillThere()).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    expect(world.matches('pkg:npm/right@1.0.0')).toEqual([]);
    expect(world.matches('pkg:npm/up@1.0.0')).toEqual(['GHSA-cccc-cccc-cccc']);
    expect(existsSync(join(world.folder, '..', 'etc'))).toBe(false);
    expect(({} as { id?: string }).id).toBeUndefined();
  });

  test('and what was known of it stays', async () => {
    const other = osvRecord('GHSA-bbbb-bbbb-bbbb', 'right');
    await imported('npm.zip', zip(dumpFiles([good, other])));
    const outcome = await imported(
      'npm.zip',
      zip({ ...dumpFiles([good]), 'GHSA-bbbb-bbbb-bbbb.json': JSON.stringify(other).slice(0, 50) }),
    );
    expect(outcome).toMatchObject({ result: 'updated', records: 2, removed: 0, problems: { count: 1 } });
    expect(world.matches('pkg:npm/right@1.0.0')).toEqual(['GHSA-bbbb-bbbb-bbbb']);
  });

  test('times in the future are not believed, and told', async () => {
    const future = { ...osvRecord('GHSA-bbbb-bbbb-bbbb', 'right'), modified: '2031-01-01T00:00:00Z' };
    const outcome = await imported('npm.zip', zip(dumpFiles([good, future])));
    expect(outcome).toMatchObject({
      records: 2,
      notes: ['1 of its records say that they were changed later than today: their time is not believed'],
    });
    expect(readManifest(world.folder)?.sources[0]).toMatchObject({ checkedAt: Date.parse('2026-11-20T00:00:00Z') });
  });

  test('a clock that is wrong is told, as ages depend on it', async () => {
    world.answers = {
      'www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json': {
        status: 200,
        headers: { date: new Date(world.now + 3 * 3_600_000).toUTCString() },
        body: '{"vulnerabilities":[{"cveID":"CVE-2021-44228"}]}',
      },
    };
    expect((await world.sync([{ from: 'kev' }]))[0]).toMatchObject({
      notes: ["this machine's clock is 180 minutes behind www.cisa.gov: ages may be wrong"],
    });
  });

  test('a record that is not what the list says is asked for again the next time', async () => {
    const bucket = 'osv-vulnerabilities.storage.googleapis.com/npm';
    world.answers = { [`${bucket}/all.zip`]: goodDump };
    await world.sync([{ from: 'osv' }]);
    const list = '2026-11-22T00:00:00Z,GHSA-aaaa-aaaa-aaaa\n';
    world.answers = {
      [`${bucket}/modified_id.csv`]: { status: 200, headers: { etag: '"2"' }, body: list },
      [`${bucket}/GHSA-aaaa-aaaa-aaaa.json`]: JSON.stringify(good),
    };
    expect((await world.sync([{ from: 'osv' }]))[0]).toMatchObject({
      result: 'updated',
      changed: 0,
      problems: { named: [expect.stringContaining('changed under our feet')] },
    });
    const fresh = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left', '3.0.0', { modified: '2026-11-22T00:00:00Z' });
    world.answers = { ...world.answers, [`${bucket}/GHSA-aaaa-aaaa-aaaa.json`]: JSON.stringify(fresh) };
    expect((await world.sync([{ from: 'osv' }]))[0]).toMatchObject({ result: 'updated', changed: 1 });
    expect(world.matches('pkg:npm/left@2.0.0')).toHaveLength(1);
  });

  test('a list that is cut off is refused', async () => {
    const bucket = 'osv-vulnerabilities.storage.googleapis.com/npm';
    world.answers = { [`${bucket}/modified_id.csv`]: '2026-11-22T00:00:00Z,GHSA-aaaa-aa' };
    expect((await world.sync([{ from: 'osv' }]))[0]).toMatchObject({
      failure: { code: 'truncated', message: 'npm/modified_id.csv (line 1): it ends in the middle of a line' },
    });
  });
});

test(
  'whatever the bytes are, a feed ends in an answer, and never in a fault [4:advisories-hostile]',
  { timeout: 60_000 },
  async () => {
    const records = Array.from({ length: 30 }, (_, at) => osvRecord(`GHSA-aaaa-aaaa-a${100 + at}`, `p${at}`));
    const feeds: Readonly<Record<string, Uint8Array>> = {
      'npm.zip': zip(dumpFiles(records)),
      'npm.tar.gz': gzip(tar(dumpFiles(records))),
      'npm.json': Buffer.from(JSON.stringify(records)),
      'npm.jsonl': Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('')),
      'epss.csv': Buffer.from('#model_version:v1,score_date:2026-11-21\ncve,epss,percentile\nCVE-2021-44228,0.9,0.9\n'),
      'kev.json': Buffer.from('{"count":1,"vulnerabilities":[{"cveID":"CVE-2021-44228"}]}'),
    };
    const results = new Set<string>();
    let seed = 42;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % below;
    };
    for (const [name, whole] of Object.entries(feeds)) {
      for (let round = 0; round < 25; round += 1) {
        const bytes = Buffer.from(whole.subarray(0, round % 5 === 0 ? random(whole.length) : whole.length));
        for (let change = 0; change < 3 && bytes.length > 0; change += 1)
          bytes.writeUInt8(random(256), random(bytes.length));
        const outcome = await imported(name, bytes).catch((error: unknown) => error);
        // What a file is, is told before it is read: that it is none of those that are known is an answer too.
        if (outcome instanceof FeedError) results.add(outcome.code);
        else if (outcome instanceof Error) throw outcome;
        else results.add((outcome as SourceOutcome).result);
      }
    }
    expect([...results]).toEqual(expect.arrayContaining(['updated', 'failed']));
  },
);

describe('a machine that does not play along [4:advisories-hostile]', () => {
  test('a full disk while fetching is told, and nothing is changed', async () => {
    const full = '/dev/full';
    if (!existsSync(full)) return;
    mkdirSync(join(world.folder, 'fetched'), { recursive: true });
    symlinkSync(full, join(world.folder, 'fetched', 'osv-npm.fetched.part'));
    world.answers = { 'osv-vulnerabilities.storage.googleapis.com/npm/all.zip': goodDump };
    const [outcome] = await world.sync([{ from: 'osv' }]);
    expect(outcome).toMatchObject({ failure: { code: 'disk-full', message: 'osv-npm: the disk is full' } });
    expect(readManifest(world.folder)).toBeUndefined();
  });

  test('a place that is no folder is told, with what to do', async () => {
    const place = join(world.folder, 'file');
    writeFileSync(place, '');
    const [outcome] = await world.sync([{ from: 'osv' }], { folder: place });
    expect(outcome).toMatchObject({
      failure: { code: 'read-only', remedy: expect.stringContaining('SELVEDGE_DATA_HOME') },
    });
  });

  test('an index that is damaged is made anew', async () => {
    await imported('npm.zip', goodDump);
    const segment = readdirSync(world.folder).find((file) => file.endsWith('.seg')) ?? '';
    truncateSync(join(world.folder, segment), 100);
    expect(await imported('npm.zip', goodDump)).toMatchObject({ result: 'updated', records: 1 });
    expect(stillThere()).toEqual(['GHSA-aaaa-aaaa-aaaa']);
  });

  test('a folder of links is not followed out of itself', async () => {
    const outside = join(world.folder, 'outside');
    const folder = join(world.folder, 'feed');
    mkdirSync(outside);
    mkdirSync(folder);
    writeFileSync(join(outside, 'x.json'), JSON.stringify(osvRecord('OUT-1', 'right')));
    writeFileSync(join(folder, 'in.json'), JSON.stringify(good));
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync(join(outside, 'x.json'), join(folder, 'x.json'));
    const source: FeedSource = { id: 'own-feed', kind: 'osv-files', location: folder, limitHours: 72 };
    expect((await world.sync([source]))[0]).toMatchObject({ result: 'updated', records: 1 });
  });
});
