import { afterEach, describe, expect, test } from 'vitest';
import { openAdvisories } from './index.ts';
import { identities, primaryId } from './identity.ts';
import { before, folderFor, osv, put, removeFolders, withIndex } from './testing.ts';
import { updateSource } from './update.ts';

const scored = (score: string) => ({ severity: [{ type: `CVSS_V${score[5]}`, score }] });

type Named = readonly [id: string, ...aliases: string[]];

afterEach(removeFolders);

const specific = (informational: string) => ({
  affected: [
    {
      package: { ecosystem: 'crates.io', name: 'c' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      database_specific: { informational },
      ecosystem_specific: { affects: { functions: ['c::run'] } },
    },
  ],
});

describe('advisories of several sources [4:advisories-merged]', () => {
  test('one vulnerability under several ids of several sources is one match with all of them', async () => {
    const folder = folderFor();
    await put(folder, 'github', [osv('GHSA-1', 'PyPI', 'lib', before('2.0'), { aliases: ['CVE-2026-1'] })]);
    await put(folder, 'pypa', [
      osv('PYSEC-1', 'PyPI', 'Lib', before('2.0'), { aliases: ['CVE-2026-1'], summary: 'Bad thing' }),
    ]);
    await put(folder, 'other', [osv('X-1', 'PyPI', 'lib', before('2.0'), { aliases: ['PYSEC-1'] })]);
    withIndex(folder, (index) => {
      const matches = index.match('pkg:pypi/lib@1.0');
      expect(matches).toHaveLength(1);
      expect(matches[0]).toMatchObject({
        id: 'GHSA-1',
        verdict: 'affected',
        fixed: ['2.0'],
        sources: ['github', 'other', 'pypa'],
      });
      expect(matches[0]).not.toHaveProperty('conflicts');
      const advisory = index.detail(matches[0]?.advisory as number);
      expect(advisory).toMatchObject({ id: 'GHSA-1', aliases: ['CVE-2026-1', 'PYSEC-1', 'X-1'], summary: 'Bad thing' });
      expect(advisory.records.map(({ source, id }) => `${source}/${id}`)).toEqual([
        'github/GHSA-1',
        'other/X-1',
        'pypa/PYSEC-1',
      ]);
      expect(index.find('CVE-2026-1')?.aliases).toEqual(['CVE-2026-1', 'PYSEC-1', 'X-1']);
    });
  });

  test('records that only name each other as related, or one further up, stay apart', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', before('2.0.0'), { related: ['GHSA-2'], upstream: ['CVE-2026-1'] }),
      osv('GHSA-2', 'npm', 'a', before('2.0.0'), { aliases: ['CVE-2026-1'] }),
    ]);
    withIndex(folder, (index) =>
      expect(index.match('pkg:npm/a@1.0.0').map(({ id }) => id)).toEqual(['GHSA-1', 'GHSA-2']),
    );
  });

  test('what sources contradict each other about is said by each, and the fix is one that none calls affected', async () => {
    const folder = folderFor();
    await put(folder, 'narrow', [
      osv('GHSA-1', 'npm', 'a', [{ introduced: '1.0.0' }, { fixed: '1.1.0' }], { aliases: ['CVE-2026-1'] }),
    ]);
    await put(folder, 'wide', [osv('CVE-2026-1', 'npm', 'a', before('1.2.0'))]);
    withIndex(folder, (index) => {
      expect(index.match('pkg:npm/a@0.9.0')).toMatchObject([
        {
          verdict: 'affected',
          sources: ['wide'],
          conflicts: [
            { source: 'narrow', id: 'GHSA-1', says: 'unaffected', ranges: '>= 1.0.0, < 1.1.0' },
            { source: 'wide', id: 'CVE-2026-1', says: 'affected', ranges: '< 1.2.0' },
          ],
        },
      ]);
      expect(index.match('pkg:npm/a@1.0.5')).toMatchObject([{ fixed: ['1.2.0'] }]);
      expect(index.match('pkg:npm/a@1.0.5')[0]).not.toHaveProperty('conflicts');
    });
  });

  test('a withdrawn record hides itself, and not its live alias of another source', async () => {
    const folder = folderFor();
    const withdrawn = { withdrawn: '2026-01-01T00:00:00Z', aliases: ['CVE-2026-1'] };
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', [{ introduced: '0' }], withdrawn),
      osv('GHSA-2', 'npm', 'b', before('1.0.0'), withdrawn),
    ]);
    await put(folder, 'b', [osv('CVE-2026-1', 'npm', 'a', before('1.0.0'))]);
    withIndex(folder, (index) => {
      expect(index.match('pkg:npm/a@0.1.0')).toMatchObject([{ id: 'CVE-2026-1', sources: ['b'] }]);
      expect(index.match('pkg:npm/a@1.0.0')).toEqual([]);
      expect(index.match('pkg:npm/b@0.1.0')).toEqual([]);
      expect(index.find('GHSA-1')).toMatchObject({ withdrawn: false });
    });
    await put(folder, 'b', [osv('CVE-2026-9', 'npm', 'c', before('1.0.0'))]);
    withIndex(folder, (index) => expect(index.find('GHSA-1')).toMatchObject({ withdrawn: true }));
  });

  test('a record that does not speak of a version tells nothing of it, and makes no two advisories one', async () => {
    const folder = folderFor();
    const state = { checkedAt: 0, source: { id: 'kev', limitHours: 24 } };
    const worst = scored('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H');
    const least = scored('CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N');
    await updateSource(folder, { ...state, content: { kind: 'exploited', entries: [{ cve: 'CVE-2026-1000' }] } });
    await put(folder, 'github', [
      osv('GHSA-1', 'npm', 'a', before('2.0.0'), { aliases: ['CVE-2026-1000'], ...worst }),
      osv('GHSA-2', 'npm', 'a', before('3.0.0'), { aliases: ['CVE-2026-2000'], ...worst }),
    ]);
    const joining = { aliases: ['GHSA-1', 'GHSA-2', 'CVE-2026-1000', 'CVE-2026-2000'], summary: 'Nothing', ...least };
    await put(folder, 'a-feed', [
      osv('EVIL-1', 'npm', 'a', [{ introduced: '98.0.0' }, { fixed: '99.0.0' }], {
        ...joining,
        database_specific: { severity: 'low', cwe_ids: ['CWE-506'] },
      }),
    ]);
    withIndex(folder, (index) => {
      const matches = index.match('pkg:npm/a@1.0.0');
      expect(matches).toMatchObject([
        { id: 'GHSA-1', kind: 'vulnerability', verdict: 'affected', fixed: ['2.0.0'], sources: ['github'] },
        { id: 'GHSA-2', kind: 'vulnerability', verdict: 'affected', fixed: ['3.0.0'], sources: ['github'] },
      ]);
      const [one, two] = matches.map(({ advisory }) => index.detail(advisory));
      expect(one).toMatchObject({ id: 'GHSA-1', aliases: ['CVE-2026-1000', 'EVIL-1'], ...worst, summary: 'GHSA-1' });
      expect(one).not.toHaveProperty('word');
      expect(one).toHaveProperty('exploited');
      expect(two).toMatchObject({ id: 'GHSA-2', aliases: ['CVE-2026-2000'], ratings: [worst] });
      expect(two).not.toHaveProperty('exploited');
      expect(index.find('GHSA-2')).toMatchObject({ id: 'GHSA-2', records: [{ id: 'GHSA-2' }] });
      expect(index.match('pkg:npm/a@98.5.0')).toMatchObject([{ kind: 'malicious', verdict: 'affected' }]);
    });
  });

  test('what several records say of a version is kept by record, so that none can lower another', async () => {
    const folder = folderFor();
    await put(folder, 'a', [osv('GHSA-1', 'npm', 'a', before('2.0.0'), scored('CVSS:3.1/high'))]);
    await put(folder, 'b', [
      osv('X-1', 'npm', 'a', before('2.0.0'), { aliases: ['GHSA-1'], ...scored('CVSS:4.0/low') }),
    ]);
    withIndex(folder, (index) => {
      const [match] = index.match('pkg:npm/a@1.0.0');
      expect(index.detail(match?.advisory as number).ratings).toEqual([
        scored('CVSS:3.1/high'),
        scored('CVSS:4.0/low'),
      ]);
    });
  });

  test.each<[string, readonly Named[], readonly string[]]>([
    [
      'two GitHub ids through a CVE',
      [
        ['GHSA-1', 'CVE-1'],
        ['GHSA-2', 'CVE-1'],
        ['P-1', 'CVE-1'],
      ],
      ['GHSA-1 P-1', 'GHSA-2'],
    ],
    ['two GitHub ids of which one says so', [['GHSA-1', 'GHSA-2'], ['GHSA-2']], ['GHSA-1', 'GHSA-2']],
    ['two records of a database through a third', [['X-1', 'P-1', 'P-2'], ['P-1'], ['P-2']], ['X-1 P-1', 'P-2']],
    ['two records of a database that say so', [['X-1', 'P-1', 'P-2'], ['P-1', 'P-2'], ['P-2']], ['X-1 P-1 P-2']],
    [
      'two CVEs through another database',
      [
        ['A-1', 'CVE-1', 'CVE-2'],
        ['P-1', 'CVE-1'],
        ['Q-1', 'CVE-2'],
      ],
      ['A-1 P-1', 'Q-1'],
    ],
    [
      'two CVEs of one GitHub id',
      [
        ['GHSA-1', 'CVE-1', 'CVE-2'],
        ['P-1', 'CVE-1'],
        ['Q-1', 'CVE-2'],
      ],
      ['GHSA-1 P-1 Q-1'],
    ],
    ['one record of two sources', [['P-1', 'GHSA-1'], ['P-1', 'GHSA-2'], ['GHSA-1']], ['P-1 P-1 GHSA-1']],
  ])('%s: who belongs together, with a name that no other has', (_, records, together) => {
    const known = identities(records, ([id, ...aliases]) => ({ id, aliases }));
    expect(known.map(({ members }) => members.map(([id]) => id).join(' '))).toEqual(together);
    expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
  });

  test('an advisory is called by the same id whichever of its records are there', () => {
    const ids = ['PYSEC-2026-1', 'CVE-2026-2', 'GHSA-b', 'GHSA-a', 'VCID-1'];
    expect(primaryId(ids)).toBe('GHSA-a');
    expect(primaryId([...ids].reverse())).toBe('GHSA-a');
    expect(primaryId(['RUSTSEC-2026-1', 'CVE-2026-2'])).toBe('CVE-2026-2');
    expect(primaryId(['VCID-1', 'GMS-1'])).toBe('GMS-1');
  });

  test('what is known to be exploited, how likely it is, and other facts come with the CVE and the package', async () => {
    const folder = folderFor();
    const state = { checkedAt: 0, source: { id: 'x', limitHours: 24 } };
    await put(folder, 'a', [
      osv('GHSA-1', 'npm', 'a', before('2.0.0'), { aliases: ['CVE-2026-1000', 'CVE-2026-20000'] }),
    ]);
    const known = { cve: 'CVE-2026-1000', addedAt: '2026-02-03', ransomware: true };
    await updateSource(folder, {
      ...state,
      source: { id: 'kev', limitHours: 24 },
      content: { kind: 'exploited', entries: [known] },
    });
    const scores = [
      { cve: 'CVE-2026-1000', score: 0.01234, percentile: 0.5 },
      { cve: 'CVE-2026-20000', score: 0.97654, percentile: 0.9999 },
      { cve: 'no CVE', score: 1, percentile: 1 },
    ];
    await updateSource(folder, {
      ...state,
      source: { id: 'epss', limitHours: 48 },
      content: { kind: 'epss', entries: scores },
    });
    const fact = { kind: 'end-of-life', text: 'ended', versions: '<2' };
    await updateSource(folder, {
      ...state,
      source: { id: 'eol', limitHours: 48 },
      content: { kind: 'facts', entries: [{ package: 'pkg:npm/a', fact }] },
    });
    withIndex(folder, (index) => {
      expect(index.exploited('CVE-2026-1000')).toEqual(known);
      expect(index.exploited('CVE-2026-20000')).toBeUndefined();
      expect(index.epss('CVE-2026-20000')).toEqual(scores[1]);
      expect(index.facts('pkg:npm/a@1.0.0')).toEqual([{ ...fact, source: 'eol' }]);
      const advisory = index.detail(index.match('pkg:npm/a@1.0.0')[0]?.advisory as number);
      expect(advisory).toMatchObject({ exploited: known, epss: scores[1] });
      expect(index.sources().map(({ id, kind, records }) => `${id} ${kind} ${records}`)).toEqual([
        'a advisories 1',
        'eol facts 1',
        'epss epss 2',
        'kev exploited 1',
      ]);
    });
  });

  test('malicious, unmaintained and vulnerable are told apart, and symbols are kept', async () => {
    const folder = folderFor();
    await put(folder, 'a', [
      osv('MAL-2026-1', 'npm', 'bad', [{ introduced: '0' }]),
      osv('GHSA-9', 'npm', 'bad', [{ introduced: '0' }], { aliases: ['MAL-2026-1'] }),
      osv('RUSTSEC-1', 'crates.io', 'c', [], specific('unmaintained')),
      osv('RUSTSEC-2', 'crates.io', 'c', [], specific('unsound')),
    ]);
    withIndex(folder, (index) => {
      expect(index.match('pkg:npm/bad@1.0.0')).toMatchObject([{ id: 'GHSA-9', kind: 'malicious' }]);
      const [first, second] = index.match('pkg:cargo/c@1.0.0');
      expect([first?.kind, second?.kind]).toEqual(['unmaintained', 'vulnerability']);
      expect(index.detail(second?.advisory as number)).toMatchObject({
        informational: 'unsound',
        symbols: [{ package: 'c', names: ['c::run'] }],
      });
    });
  });

  test.each(['notice', 'unmaintained'])('%s in one entry hides neither malice nor a vulnerability', async (word) => {
    const folder = folderFor();
    const pack = { ecosystem: 'npm', name: 'bad' };
    const open = { package: pack, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] };
    const told = { package: pack, versions: ['0.1.0'], database_specific: { informational: word } };
    await put(folder, 'a', [
      osv('MAL-2026-1', 'npm', 'bad', [], { affected: [{ ...open, database_specific: told.database_specific }] }),
      osv('X-1', 'npm', 'bad', [], { affected: [open, told], database_specific: { cwe_ids: ['CWE-506'] } }),
      osv('X-2', 'npm', 'bad', [], { affected: [told, open] }),
    ]);
    withIndex(folder, (index) =>
      expect(index.match('pkg:npm/bad@1.0.0').map(({ kind }) => kind)).toEqual([
        'malicious',
        'malicious',
        'vulnerability',
      ]),
    );
  });

  test('freshness is told by package type: the oldest source counts, and a partial one alone is none', async () => {
    const folder = folderFor();
    const hour = 3_600_000;
    const at = Date.parse('2026-02-01T00:00:00Z');
    await put(folder, 'a', [osv('GHSA-1', 'npm', 'a', before('1.0.0'))]);
    const content = {
      kind: 'records' as const,
      complete: true,
      records: [{ name: 'MAL-1', content: osv('MAL-1', 'PyPI', 'a', [{ introduced: '0' }]) }],
    };
    await updateSource(folder, {
      source: { id: 'mal', limitHours: 24, partial: true },
      checkedAt: at + 30 * hour,
      content,
    });
    const index = openAdvisories(folder);
    expect(index.standingOf('npm', at + 47 * hour)).toEqual({ kind: 'fresh', at });
    expect(index.standingOf('npm', at + 50 * hour)).toEqual({
      kind: 'stale',
      at,
      ageHours: 50,
      limitHours: 48,
      source: 'a',
    });
    expect(index.standingOf('pypi', at)).toEqual({ kind: 'none' });
    expect(index.standingOf('golang', at)).toEqual({ kind: 'none' });
    index.close();
  });

  test('freshness of a distribution is its own, and a dump of one ecosystem speaks of no other [4:advisories-stale]', async () => {
    const folder = folderFor();
    const at = Date.parse('2026-02-01T00:00:00Z');
    const records = [
      { name: 'DSA-1', content: osv('DSA-1', 'Debian:12', 'openssl', before('3.0.11')) },
      { name: 'GHSA-1', content: osv('GHSA-1', 'npm', 'a', before('1.0.0')) },
    ];
    await updateSource(folder, {
      source: { id: 'osv-debian', limitHours: 24, wholeOf: ['deb/debian'] },
      checkedAt: at,
      content: { kind: 'records', complete: true, records },
    });
    const index = openAdvisories(folder);
    expect(index.standingOf('deb/debian', at)).toEqual({ kind: 'fresh', at });
    for (const kind of ['deb/ubuntu', 'deb', 'deb/', 'npm'])
      expect(index.standingOf(kind, at), kind).toEqual({ kind: 'none' });
    index.close();
  });
});
