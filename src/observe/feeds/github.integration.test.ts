import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAdvisories } from '#ground/advisories';
import { gzip, tar } from '../../ground/archives/testing.ts';
import { advisory, osvRecord, PlayedWorld } from './testing.ts';

let world: PlayedWorld;
beforeEach(async () => {
  world = await new PlayedWorld().open();
});
afterEach(() => world.close());

describe("GitHub's advisories [4:github-advisories]", () => {
  const github = { from: 'github', header: { name: 'Authorization', from: 'SELVEDGE_FEED_GITHUB' } } as const;
  test('are read by pages with the token, and from the newest on the next time', async () => {
    world.answers = {
      'api.github.com/advisories': ({ target }) => {
        if (target.includes('type=malware')) return '[]';
        if (target.includes('after=x'))
          return JSON.stringify([advisory('GHSA-3333-3333-3333', 'b', '2026-11-02T00:00:00Z')]);
        return {
          status: 200,
          headers: { link: '<https://api.github.com/advisories?type=reviewed&after=x>; rel="next"' },
          body: JSON.stringify([advisory('GHSA-2222-2222-2222', 'a', '2026-11-01T00:00:00Z')]),
        };
      },
    };
    const environment = { SELVEDGE_FEED_GITHUB: 'Bearer t0p' };
    expect((await world.sync([github], { environment }))[0]).toMatchObject({ result: 'updated', records: 2 });
    expect(world.received.every(({ headers }) => headers.authorization === 'Bearer t0p')).toBe(true);
    world.asked();
    await world.sync([github], { environment });
    expect(decodeURIComponent(world.asked()[0] ?? '')).toContain('modified=>=2026-11-02T00:00:00.000Z');
    expect(world.matches('pkg:npm/b@1.0.0')).toEqual(['GHSA-3333-3333-3333']);
  });

  test('that cannot be had for want of a token, or of patience, say which', async () => {
    const [missing] = await world.sync([github]);
    expect(missing).toMatchObject({
      failure: { code: 'no-permission', remedy: expect.stringContaining('SELVEDGE_FEED_GITHUB') },
    });
    world.answers = {
      'api.github.com/advisories': {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795348800' },
      },
    };
    const [limited] = await world.sync([{ from: 'github' }]);
    expect(limited).toMatchObject({
      failure: {
        code: 'rate-limited',
        message:
          'https://api.github.com/advisories: it answers no more questions until 2026-11-22T12:00:00.000Z (HTTP 403)',
      },
    });
  });

  test('that break off in the middle are kept as far as they came, and are no fresher for it', async () => {
    world.answers = {
      'api.github.com/advisories': ({ target }) =>
        target.includes('after=x')
          ? { status: 429, headers: { 'retry-after': '60' } }
          : {
              status: 200,
              headers: { link: '<https://api.github.com/advisories?type=reviewed&after=x>; rel="next"' },
              body: JSON.stringify([advisory('GHSA-2222-2222-2222', 'a', '2026-11-01T00:00:00Z')]),
            },
    };
    expect((await world.sync([{ from: 'github' }]))[0]).toMatchObject({
      failure: {
        code: 'rate-limited',
        message: expect.stringContaining('1 that came before were taken, the next sync goes on there'),
      },
    });
    expect(world.matches('pkg:npm/a@1.0.0')).toEqual(['GHSA-2222-2222-2222']);
    const index = openAdvisories(world.folder);
    expect(index.standingOf('npm', world.now)).toMatchObject({ kind: 'stale' });
    index.close();
    world.asked();
    world.answers = { 'api.github.com/advisories': '[]' };
    expect((await world.sync([{ from: 'github' }]))[0]).toMatchObject({ result: 'updated', records: 1 });
    expect(decodeURIComponent(world.asked()[0] ?? '')).toContain('modified=>=2026-11-01T00:00:00.000Z');
  });

  test('whose next page is on another host are refused, as the token would go there', async () => {
    world.answers = {
      'api.github.com/advisories': {
        status: 200,
        headers: { link: '<https://feeds.example.org/x>; rel="next"' },
        body: '[]',
      },
    };
    expect((await world.sync([{ from: 'github' }]))[0]).toMatchObject({ failure: { code: 'damaged' } });
    expect(world.asked().some((line) => line.includes('feeds.example.org'))).toBe(false);
  });

  test('are had as the repository too, reviewed ones alone', async () => {
    const record = osvRecord('GHSA-aaaa-aaaa-aaaa', 'left');
    world.answers = {
      'codeload.github.com/github/advisory-database/tar.gz/refs/heads/main': gzip(
        tar({
          'advisory-database-main/advisories/github-reviewed/2026/11/GHSA-aaaa-aaaa-aaaa/GHSA-aaaa-aaaa-aaaa.json':
            JSON.stringify(record),
          'advisory-database-main/advisories/unreviewed/2026/11/GHSA-bbbb-bbbb-bbbb/GHSA-bbbb-bbbb-bbbb.json':
            JSON.stringify(osvRecord('GHSA-bbbb-bbbb-bbbb', 'left')),
        }),
      ),
    };
    expect((await world.sync([{ from: 'github-repository' }]))[0]).toMatchObject({ records: 1 });
    expect(world.matches('pkg:npm/left@1.0.0')).toEqual(['GHSA-aaaa-aaaa-aaaa']);
  });
});
