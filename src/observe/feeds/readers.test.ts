import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOsv } from '#ground/advisories';
import { readEndsOfLife } from './end-of-life.ts';
import { readExploitPredictions } from './exploit-prediction.ts';
import { FeedError, FeedProblems } from './feed-error.ts';
import { osvOfGithub } from './github-advisory.ts';
import { readKnownExploited } from './known-exploited.ts';
import { osvOfNpmAudit } from './npm-audit.ts';
import { rangesOf } from './semver-range.ts';
import { readOneFile } from './updates.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('the catalogue of known exploited vulnerabilities [4:kev]', () => {
  const entry = {
    cveID: 'CVE-2021-44228',
    vendorProject: 'Apache',
    product: 'Log4j2',
    vulnerabilityName: 'Apache Log4j2 Remote Code Execution Vulnerability',
    dateAdded: '2021-12-10',
    requiredAction: 'Apply updates.',
    dueDate: '2021-12-24',
    knownRansomwareCampaignUse: 'Known',
  };
  const catalogue = {
    catalogVersion: '2026.11.20',
    dateReleased: '2026-11-20T15:00:24.6Z',
    count: 1,
    vulnerabilities: [entry],
  };

  test('gives its CVEs, and when it was released', () => {
    expect(readKnownExploited(bytes(catalogue), 'kev.json', new FeedProblems())).toEqual({
      modified: Date.parse('2026-11-20T15:00:24.6Z'),
      entries: [
        {
          cve: 'CVE-2021-44228',
          addedAt: '2021-12-10',
          dueAt: '2021-12-24',
          ransomware: true,
          name: 'Apache Log4j2 Remote Code Execution Vulnerability',
          action: 'Apply updates.',
        },
      ],
    });
  });

  test('that has fewer entries than it says is refused as a part of one', () => {
    const cut = { ...catalogue, count: 1200 };
    expect(() => readKnownExploited(bytes(cut), 'kev.json', new FeedProblems())).toThrow(
      'kev.json (count): it says that it has 1200 entries, and has 1',
    );
  });

  test('that is cut in the middle is refused with the place', () => {
    const cut = JSON.stringify(catalogue, undefined, 2).slice(0, 200);
    expect(() => readKnownExploited(bytes(cut), 'kev.json', new FeedProblems())).toThrow(
      /^kev\.json \(line \d+, column \d+\): the JSON ends before its end$/,
    );
  });

  test('is read but for what is no CVE', () => {
    const problems = new FeedProblems();
    const odd = {
      ...catalogue,
      count: 4,
      vulnerabilities: [entry, { cveID: '../../etc' }, null, { cveID: '__proto__' }],
    };
    expect(readKnownExploited(bytes(odd), 'kev.json', problems).entries).toHaveLength(1);
    expect(problems.named).toEqual([1, 2, 3].map((at) => `kev.json (vulnerabilities[${at}]): names no CVE`));
  });
});

describe('the scores of EPSS [4:epss]', () => {
  const text =
    '#model_version:v2025.03.14,score_date:2026-11-21T12:55:00Z\ncve,epss,percentile\nCVE-1999-0001,0.01141,0.77824\nCVE-2021-44228,0.94358,0.99961\n';

  test('are those of CVEs, on a day', () => {
    expect(readExploitPredictions(text, 'epss.csv', new FeedProblems())).toEqual({
      modified: Date.parse('2026-11-21T12:55:00Z'),
      entries: [
        { cve: 'CVE-1999-0001', score: 0.01141, percentile: 0.77824 },
        { cve: 'CVE-2021-44228', score: 0.94358, percentile: 0.99961 },
      ],
    });
  });

  test('that end in the middle of a line are refused with the place', () => {
    expect(() => readExploitPredictions(text.slice(0, -9), 'epss.csv', new FeedProblems())).toThrow(
      'epss.csv (line 4): it ends in the middle of a line',
    );
  });

  test('are read but for what is none, with its line', () => {
    const problems = new FeedProblems();
    const odd = `${text}CVE-2020-0001,7,0.5\nCVE-2020-0002,0.5\n,,\nCVE-2020-0003,0x1,0.5\n`;
    expect(readExploitPredictions(odd, 'epss.csv', problems).entries).toHaveLength(2);
    expect(problems.named[0]).toBe('epss.csv (line 5): is no score of a CVE');
    expect(problems.count).toBe(4);
  });

  test('of other columns are not guessed at', () => {
    expect(() => readExploitPredictions('cve,percentile,epss\n', 'epss.csv', new FeedProblems())).toThrow(FeedError);
  });
});

describe('ends of life [4:end-of-life]', () => {
  const products = {
    schema_version: '1.2.0',
    generated_at: '2026-11-21T00:10:12+00:00',
    total: 2,
    result: [
      {
        name: 'django',
        label: 'Django',
        identifiers: [
          { type: 'purl', id: 'pkg:pypi/Django' },
          { type: 'purl', id: 'pkg:pypi/django@5?x=y' },
          { type: 'cpe', id: 'cpe:/a:djangoproject:django' },
        ],
        releases: [
          { name: '3.2', isEol: true, eolFrom: '2024-04-01' },
          { name: '5.2', isEol: false, eolFrom: '2028-04-30' },
          { name: '6.0', isEol: false, eolFrom: null },
        ],
      },
      {
        name: 'iphone',
        label: 'iPhone',
        identifiers: [],
        releases: [{ name: '4', isEol: true, eolFrom: '2013-09-10' }],
      },
    ],
  };

  test('are facts about release cycles of packages, those to come too', () => {
    const { facts, modified } = readEndsOfLife(bytes(products), 'eol.json', new FeedProblems());
    expect(modified).toBe(Date.parse('2026-11-21T00:10:12Z'));
    expect(facts.filter((one) => one.package === 'pkg:pypi/django')).toEqual([
      {
        package: 'pkg:pypi/django',
        fact: {
          kind: 'end-of-life',
          versions: '3.2',
          since: Date.parse('2024-04-01'),
          text: 'the end of life of Django 3.2 is 2024-04-01',
          url: 'https://endoflife.date/django',
        },
      },
      expect.objectContaining({ fact: expect.objectContaining({ versions: '5.2', since: Date.parse('2028-04-30') }) }),
    ]);
    expect(facts.some((one) => JSON.stringify(one).includes('iPhone'))).toBe(false);
  });

  test('of fewer products than it says are refused', () => {
    expect(() => readEndsOfLife(bytes({ ...products, total: 400 }), 'eol.json', new FeedProblems())).toThrow('has 2');
  });
});

describe('ranges of GitHub and npm', () => {
  test.each([
    ['>= 1.0, < 2.3', 'ECOSYSTEM', [{ introduced: '1.0' }, { fixed: '2.3' }], []],
    ['< 4.17.21', 'SEMVER', [{ introduced: '0' }, { fixed: '4.17.21' }], []],
    ['<= 1.2.3', 'SEMVER', [{ introduced: '0' }, { last_affected: '1.2.3' }], []],
    ['>1.2.3 <2.0.0', 'SEMVER', [{ introduced: '1.2.4-0' }, { fixed: '2.0.0' }], []],
    ['>1.2.3-beta', 'SEMVER', [{ introduced: '1.2.3-beta.0' }], []],
    ['> 1.2.3', 'ECOSYSTEM', [{ introduced: '1.2.3' }], []],
    ['= 0.2.0', 'ECOSYSTEM', undefined, ['0.2.0']],
    ['*', 'SEMVER', [{ introduced: '0' }], []],
    ['>=v2.0.0', 'SEMVER', [{ introduced: '2.0.0' }], []],
  ] as const)('%s', (text, type, events, versions) => {
    const ranges = events === undefined ? [] : [{ type, events }];
    expect(rangesOf(text, type)).toEqual({ ranges, versions });
  });

  test('of several parts are several', () => {
    expect(rangesOf('<1.0.0 || >=2.0.0 <2.1.0 || 3.0.0', 'SEMVER')).toEqual({
      ranges: [
        { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.0' }] },
        { type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '2.1.0' }] },
      ],
      versions: ['3.0.0'],
    });
  });

  test.each(['>1 >2', '^1.0.0', '1.0.0 - 2.0.0', '>=', '<1 || what', '< 1, = 2'])('%s is not guessed at', (text) => {
    expect(rangesOf(text, 'SEMVER')).toBeUndefined();
  });

  test('whatever they are, end at once', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '=', ' ', ',', '|', '1', '.', '-', '*'), maxLength: 300 }),
        (text) => {
          const read = rangesOf(text, 'SEMVER');
          for (const { events } of read?.ranges ?? []) expect(events[0]).toHaveProperty('introduced');
        },
      ),
    );
  });
});

describe("GitHub's advisories [4:github-advisories]", () => {
  const advisory = {
    ghsa_id: 'GHSA-35jh-r3h4-6jhm',
    cve_id: 'CVE-2021-23337',
    html_url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
    summary: 'Command Injection in lodash',
    description: 'All versions before 4.17.21.',
    type: 'reviewed',
    severity: 'high',
    identifiers: [
      { type: 'GHSA', value: 'GHSA-35jh-r3h4-6jhm' },
      { type: 'CVE', value: 'CVE-2021-23337' },
    ],
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-23337'],
    published_at: '2021-05-06T16:05:51Z',
    updated_at: '2025-08-12T22:00:00Z',
    withdrawn_at: null,
    vulnerabilities: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        vulnerable_version_range: '< 4.17.21',
        first_patched_version: '4.17.21',
        vulnerable_functions: ['template'],
      },
      { package: { ecosystem: 'rubygems', name: 'lodash-rails' }, vulnerable_version_range: '>= 1, about 2' },
      { package: { ecosystem: 'other', name: 'lodash.c' }, vulnerable_version_range: '< 1' },
    ],
    cvss_severities: {
      cvss_v3: { vector_string: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', score: 7.2 },
      cvss_v4: { vector_string: null, score: 0 },
    },
    cwes: [{ cwe_id: 'CWE-94', name: 'Code Injection' }],
  };

  test('become records of OSV that are understood', () => {
    const { record, problems } = parseOsv(osvOfGithub(advisory) ?? {});
    expect(record).toMatchObject({
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337'],
      kind: 'vulnerability',
      withdrawn: false,
      modified: Date.parse('2025-08-12T22:00:00Z'),
      affected: [
        { ecosystem: 'npm', name: 'lodash', incomplete: false },
        { ecosystem: 'RubyGems', name: 'lodash-rails', incomplete: true },
      ],
      detail: { word: 'high', cwes: ['CWE-94'], severity: [{ type: 'CVSS_V3' }], symbols: [{ names: ['template'] }] },
    });
    expect(problems).toHaveLength(1);
  });

  test('of malware are told as malicious, and withdrawn ones as withdrawn', () => {
    const malware = osvOfGithub({ ...advisory, type: 'malware', withdrawn_at: '2025-01-01T00:00:00Z' }) ?? {};
    expect(parseOsv(malware).record).toMatchObject({ kind: 'malicious', withdrawn: true });
  });

  test('without an id of theirs are none', () => {
    expect(osvOfGithub({ ...advisory, ghsa_id: 'GHSA-../../x' })).toBeUndefined();
  });
});

describe("the npm registry's bulk answer [4:npm-audit]", () => {
  test('becomes records of OSV, one for each advisory', () => {
    const problems = new FeedProblems();
    const one = {
      id: 1_106_913,
      url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
      title: 'Command Injection in lodash',
      severity: 'high',
      vulnerable_versions: '<4.17.21',
      cwe: ['CWE-94'],
      cvss: { score: 7.2, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' },
    };
    const answer = {
      lodash: [one, { title: 'nothing' }],
      'lodash-es': [one],
      old: [{ id: 7, vulnerable_versions: 'x y' }],
    };
    const records = osvOfNpmAudit(answer, 'bulk', problems).map((value) => parseOsv(value).record);
    expect(records).toMatchObject([
      { id: 'GHSA-35jh-r3h4-6jhm', affected: [{ name: 'lodash' }, { name: 'lodash-es' }] },
      { id: 'NPM-7', affected: [{ name: 'old', incomplete: true }] },
    ]);
    expect(problems.named).toEqual(['bulk (lodash): an advisory without an address or a number']);
  });
});

test('a file of JSON that is no such catalogue, or is of another encoding, is refused by name [4:advisories-hostile]', () => {
  const asking = { context: { problems: new FeedProblems() } } as Parameters<typeof readOneFile>[3];
  for (const kind of ['known-exploited', 'exploit-prediction', 'end-of-life'] as const)
    for (const odd of [
      Buffer.from('[]'),
      Buffer.from([0xff, 0xfe, 0]),
      Buffer.alloc(0),
      Buffer.from([0x1f, 0x8b, 8, 0]),
    ])
      expect(() => readOneFile(kind, odd, 'odd', asking)).toThrow(FeedError);
});
