import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAdvisories } from '#ground/advisories';
import { zip } from '../../ground/archives/testing.ts';
import { bucket, dumpFiles, osv, osvRecord, PlayedWorld } from './testing.ts';

let world: PlayedWorld;
beforeEach(async () => {
  world = await new PlayedWorld().open();
});
afterEach(() => world.close());

const listing = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe("OSV's dumps [4:osv-dumps]", () => {
  const two = [osvRecord('GHSA-aaaa-aaaa-aaaa', 'left'), osvRecord('GHSA-bbbb-bbbb-bbbb', 'right')];

  test('are fetched whole the first time, and match', async () => {
    world.answers = {
      [`${bucket}/modified_id.csv`]: listing(
        '2026-11-20T00:00:00Z,GHSA-bbbb-bbbb-bbbb',
        '2026-11-20T00:00:00Z,GHSA-aaaa-aaaa-aaaa',
      ),
      [`${bucket}/all.zip`]: zip(dumpFiles(two)),
    };
    const [outcome] = await world.sync([osv]);
    expect(outcome).toMatchObject({ result: 'updated', records: 2, changed: 2, removed: 0, problems: { count: 0 } });
    expect(world.matches('pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    expect(world.matches('pkg:npm/left@1.0.1')).toEqual([]);
    expect(world.asked()).toEqual([`GET ${bucket}/modified_id.csv`, `GET ${bucket}/all.zip`]);
  });

  test('are asked for what changed alone from then on, record by record', async () => {
    world.answers = {
      [`${bucket}/modified_id.csv`]: listing('2026-11-20T00:00:00Z,GHSA-aaaa-aaaa-aaaa'),
      [`${bucket}/all.zip`]: zip(dumpFiles(two.slice(0, 1))),
    };
    await world.sync([osv]);
    world.asked();
    const changed = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left', '1.2.0', { modified: '2026-11-22T01:00:00Z' });
    world.answers = {
      [`${bucket}/modified_id.csv`]: listing(
        '2026-11-22T01:00:00Z,GHSA-aaaa-aaaa-aaaa',
        '2026-11-21T00:00:00Z,GHSA-cccc-cccc-cccc',
      ),
      [`${bucket}/GHSA-aaaa-aaaa-aaaa.json`]: JSON.stringify(changed),
      [`${bucket}/GHSA-cccc-cccc-cccc.json`]: JSON.stringify(
        osvRecord('GHSA-cccc-cccc-cccc', 'new', '2.0.0', { modified: '2026-11-21T00:00:00Z' }),
      ),
    };
    const [outcome] = await world.sync([osv]);
    expect(outcome).toMatchObject({ result: 'updated', records: 2, changed: 2, removed: 0 });
    expect(world.asked().sort()).toEqual([
      `GET ${bucket}/GHSA-aaaa-aaaa-aaaa.json`,
      `GET ${bucket}/GHSA-cccc-cccc-cccc.json`,
      `GET ${bucket}/modified_id.csv`,
    ]);
    expect(world.matches('pkg:npm/left@1.1.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    expect(world.matches('pkg:npm/new@1.0.0')).toEqual(['GHSA-cccc-cccc-cccc']);
  });

  test('that did not change cost one question, and are fresh again', async () => {
    const list = listing('2026-11-20T00:00:00Z,GHSA-aaaa-aaaa-aaaa');
    world.answers = {
      [`${bucket}/modified_id.csv`]: { status: 200, headers: { etag: '"l1"' }, body: list },
      [`${bucket}/all.zip`]: zip(dumpFiles(two.slice(0, 1))),
    };
    await world.sync([osv]);
    world.asked();
    world.now += 5 * 86_400_000;
    expect((await world.sync([osv]))[0]).toMatchObject({ result: 'unchanged', records: 1 });
    expect(world.asked()).toEqual([`GET ${bucket}/modified_id.csv`]);
    const index = openAdvisories(world.folder);
    expect(index.standingOf('npm', world.now)).toEqual({ kind: 'fresh', at: world.now });
    index.close();
  });

  test('forget what is gone from the list, unless that is a fifth of all', async () => {
    const many = Array.from({ length: 100 }, (_, at) => osvRecord(`GHSA-aaaa-aaaa-a${100 + at}`, `p${at}`));
    const lines = many.map(({ id }) => `2026-11-20T00:00:00Z,${String(id)}`);
    world.answers = { [`${bucket}/modified_id.csv`]: listing(...lines), [`${bucket}/all.zip`]: zip(dumpFiles(many)) };
    await world.sync([osv]);
    world.answers = { [`${bucket}/modified_id.csv`]: listing(...lines.slice(10)) };
    expect((await world.sync([osv]))[0]).toMatchObject({ result: 'updated', records: 90, removed: 10 });
    world.answers = { [`${bucket}/modified_id.csv`]: listing(...lines.slice(50)) };
    const [shrunk] = await world.sync([osv]);
    expect(shrunk).toMatchObject({
      result: 'failed',
      failure: { code: 'shrunk', message: 'osv-npm: it had 90 records and now has 50' },
    });
    expect(world.matches('pkg:npm/p20@1.0.0')).toHaveLength(1);
    expect((await world.sync([osv], { acceptShrink: true }))[0]).toMatchObject({ result: 'updated', records: 50 });
  });

  test('of a mirror without lists are fetched when they changed', async () => {
    const url = 'https://feeds.example.org/osv';
    const mirror = { from: 'osv', url } as const;
    world.answers = {
      'feeds.example.org/osv/npm/all.zip': { status: 200, headers: { etag: '"z1"' }, body: zip(dumpFiles(two)) },
    };
    expect((await world.sync([mirror]))[0]).toMatchObject({ result: 'updated', records: 2 });
    expect((await world.sync([mirror]))[0]).toMatchObject({ result: 'unchanged', records: 2 });
    const [outcome] = await world.sync([mirror]);
    // What one project calls its mirror does not stand in the place of what others rely on.
    expect(outcome?.source.id).toMatch(/^osv-npm-[0-9a-f]{8}$/);
  });
});

describe("OSV's API [4:osv-dumps]", () => {
  const api = { from: 'osv-api' } as const;

  test('is told package names only where somebody allowed it', async () => {
    const [outcome] = await world.sync([api]);
    expect(outcome).toMatchObject({
      result: 'failed',
      failure: { code: 'no-permission', remedy: 'Allow it: selvedge advisories sync --send-packages' },
    });
    expect(world.asked()).toEqual([]);
  });

  test('is asked about packages, by pages, and then for what is new', async () => {
    world.answers = {
      'api.osv.dev/v1/querybatch': ({ body }) =>
        JSON.stringify({
          results: (JSON.parse(body) as { queries: { page_token?: string }[] }).queries.map(({ page_token: token }) =>
            token === undefined
              ? { vulns: [{ id: 'GHSA-aaaa-aaaa-aaaa', modified: '2026-11-20T00:00:00Z' }], next_page_token: 'p2' }
              : { vulns: [{ id: 'GHSA-bbbb-bbbb-bbbb', modified: '2026-11-20T00:00:00Z' }] },
          ),
        }),
      'api.osv.dev/v1/vulns/GHSA-aaaa-aaaa-aaaa': JSON.stringify(osvRecord('GHSA-aaaa-aaaa-aaaa', 'left')),
      'api.osv.dev/v1/vulns/GHSA-bbbb-bbbb-bbbb': JSON.stringify(osvRecord('GHSA-bbbb-bbbb-bbbb', 'left', '0.9.0')),
    };
    const packages = ['pkg:npm/left@1.0.0'];
    expect((await world.sync([api], { packages }))[0]).toMatchObject({ result: 'updated', records: 2, changed: 2 });
    expect(world.matches('pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
    world.asked();
    await world.sync([api], { packages });
    expect(world.asked()).toEqual(['POST api.osv.dev/v1/querybatch', 'POST api.osv.dev/v1/querybatch']);
    const index = openAdvisories(world.folder);
    expect(index.standingOf('npm', world.now)).toEqual({ kind: 'none' });
    // It says nothing of npm; of what was asked about, it does.
    expect(index.facts('pkg:npm/left@9.9.9')).toMatchObject([
      { kind: 'asked', since: world.now, source: 'osv-api.asked' },
    ]);
    expect(index.facts('pkg:npm/right@1.0.0')).toEqual([]);
    index.close();
  });

  test('that answers fewer questions than were asked is refused', async () => {
    world.answers = { 'api.osv.dev/v1/querybatch': '{"results":[]}' };
    const [outcome] = await world.sync([api], { packages: ['pkg:npm/left@1.0.0'] });
    expect(outcome).toMatchObject({ failure: { code: 'truncated' } });
  });
});
