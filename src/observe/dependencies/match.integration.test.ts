import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Advisories, openAdvisories, updateSource } from '#ground/advisories';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { matchInventory } from './index.ts';
import { ecosystemOf, gapsOfStandings } from './standing.ts';

const now = Date.UTC(2026, 10, 22);
const hour = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'selvedge-match-'));
let advisories: Advisories;

const records = [
  {
    id: 'GHSA-aaaa-bbbb-cccc',
    modified: '2026-01-01T00:00:00Z',
    published: '2025-12-01T00:00:00Z',
    aliases: ['CVE-2025-1234'],
    summary: 'Command injection in lodash',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
      },
    ],
  },
  {
    id: 'GHSA-dddd-eeee-ffff',
    modified: '2026-01-01T00:00:00Z',
    summary: 'Prototype pollution in lodash',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '4.17.0' }, { fixed: '4.17.19' }] }],
      },
    ],
  },
  {
    id: 'MAL-2025-1',
    modified: '2026-01-01T00:00:00Z',
    summary: 'Malicious code in lodahs',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodahs' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      },
    ],
  },
];

beforeAll(async () => {
  const content = {
    kind: 'records' as const,
    complete: true,
    records: records.map((record) => ({ name: record.id, content: record })),
  };
  await updateSource(folder, { source: { id: 'npm', limitHours: 72 }, checkedAt: now - hour, content });
  advisories = openAdvisories(folder);
});
afterAll(() => {
  advisories.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function lockfile(...packages: (Partial<ListedPackage> & { readonly purl: string })[]): DependencyFile {
  return {
    path: 'package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    packages: packages.map((one, i) => ({ line: 10 * (i + 1), endLine: 10 * (i + 1) + 3, ...one })),
  };
}

const rate = () => ({ severity: 'high' as const, cvss: 98 });
const match = (file: DependencyFile, at = now) => matchInventory([file], advisories, { now: at, rate });

/** A library that was copied in. */
const piece = (path: string): DependencyFile => ({
  path,
  format: 'npm/vendored',
  role: 'installed',
  packages: [{ purl: 'pkg:npm/lodash@4.17.20', line: 1 }],
});

describe('matching an inventory with advisories [4:vulnerable-dependency]', () => {
  test('claims each advisory about a package, with its fix, where it stands and how it came in', () => {
    const { affected, notLookedAt } = match(
      lockfile({ purl: 'pkg:npm/express@4.0.0', direct: true, dependsOn: [1] }, { purl: 'pkg:npm/lodash@4.17.20' }),
    );
    expect(notLookedAt).toEqual([]);
    expect(affected.map(({ claim }) => claim)).toEqual([
      {
        rule: 'dependencies/known-vulnerability',
        severity: 'high',
        confidence: 'certain',
        locus: {
          kind: 'package',
          purl: 'pkg:npm/lodash',
          manifest: 'package-lock.json',
          advisory: 'GHSA-aaaa-bbbb-cccc',
        },
        location: { path: 'package-lock.json', startLine: 20, startColumn: 1, endLine: 23, endColumn: 1 },
        message: 'lodash 4.17.20 is affected by GHSA-aaaa-bbbb-cccc: Command injection in lodash; fixed in 4.17.21',
        attributes: {
          package: 'lodash',
          version: '4.17.20',
          purl: 'pkg:npm/lodash@4.17.20',
          advisory: 'GHSA-aaaa-bbbb-cccc',
          aliases: 'CVE-2025-1234',
          summary: 'Command injection in lodash',
          sources: 'npm',
          cvss: 98,
          fixed: '4.17.21',
          target: '4.17.21',
          fixDistance: 'patch',
          published: '2025-12-01',
          scope: 'production',
          direct: false,
          via: 'express',
        },
      },
    ]);
  });

  test('names the version that is free of all advisories, not the fix of one alone', () => {
    const { affected } = match(lockfile({ purl: 'pkg:npm/lodash@4.17.15', direct: true }));
    expect(affected.map(({ claim: { attributes } }) => [attributes['fixed'], attributes['target']])).toEqual([
      ['4.17.21', '4.17.21'],
      ['4.17.19', '4.17.21'],
    ]);
  });

  test('claims a package once that stands in a lockfile twice at one version', () => {
    const { affected } = match(lockfile({ purl: 'pkg:npm/lodash@4.17.20' }, { purl: 'pkg:npm/lodash@4.17.20' }));
    expect(affected).toHaveLength(1);
  });

  test('a library that lies in one folder in pieces is claimed once', () => {
    const pieces = [piece('vendor/js/a.js'), piece('vendor/js/b.js'), piece('old/a.js')];
    const { affected } = matchInventory(pieces, advisories, { now, rate });
    expect(affected.map(({ claim }) => claim.location.path)).toEqual(['vendor/js/a.js', 'old/a.js']);
  });

  test('a malicious package is critical, and its name alone is enough', () => {
    const { affected } = match(lockfile({ purl: 'pkg:npm/lodahs@1.0.0' }, { purl: 'pkg:npm/lodahs' }));
    expect(affected.map(({ claim }) => [claim.rule, claim.severity, claim.confidence])).toEqual([
      ['dependencies/malicious-package', 'critical', 'certain'],
      ['dependencies/malicious-package', 'critical', 'certain'],
    ]);
  });

  test('a malicious package that its manifest asks for is claimed, whatever its lockfile leaves out', () => {
    const manifest: DependencyFile = {
      path: 'package.json',
      format: 'npm/package-json',
      role: 'manifest',
      packages: [
        { purl: 'pkg:npm/lodahs', line: 3, direct: true, constraint: 'latest' },
        { purl: 'pkg:npm/fine', line: 4, direct: true, constraint: '^1' },
      ],
    };
    const files = [manifest, lockfile({ purl: 'pkg:npm/fine@1.0.0' })];
    const { affected, notLookedAt } = matchInventory(files, advisories, { now, rate });
    expect(affected.map(({ claim }) => [claim.rule, claim.location.path])).toEqual([
      ['dependencies/malicious-package', 'package.json'],
    ]);
    expect(notLookedAt).toEqual([]);
  });

  test('a lockfile that names no version of what advisories are about leaves the question open, once', () => {
    const { affected, notLookedAt } = match(lockfile({ purl: 'pkg:npm/lodash' }, { purl: 'pkg:npm/fine' }));
    expect(affected).toEqual([]);
    expect(notLookedAt.map(({ detail }) => detail)).toEqual([
      'whether GHSA-aaaa-bbbb-cccc and 1 more affect pkg:npm/lodash cannot be told: no version is named',
    ]);
  });

  test('a chain of thousands is matched, and each way through it named by its ends', () => {
    const chain = Array.from({ length: 12_000 }, (_, i) => ({
      purl: i % 2 === 1 ? `pkg:npm/lodash@4.17.20-${i}` : `pkg:npm/p${i}@1.0.0`,
      ...(i === 0 && { direct: true as const }),
      dependsOn: i < 11_999 ? [i + 1] : [],
    }));
    const { affected } = match(lockfile(...chain));
    expect(affected).toHaveLength(6_000);
    expect(affected.at(-1)).toMatchObject({ depth: 11_999, via: 'p0 > lodash > … > lodash > p11998' });
  });

  test('what nobody scored is told as such', () => {
    const unscored = { severity: 'high' as const, scored: false as const };
    const { affected } = matchInventory([lockfile({ purl: 'pkg:npm/lodash@4.17.20' })], advisories, {
      now,
      rate: () => unscored,
    });
    expect(affected[0]?.claim).toMatchObject({ severity: 'high', attributes: { scored: false } });
  });

  test('a version that nobody can order leaves the question open', () => {
    const { affected, notLookedAt } = match(lockfile({ purl: 'pkg:npm/lodash@latest' }));
    expect(affected).toEqual([]);
    expect(notLookedAt).toMatchObject([
      {
        path: 'package-lock.json',
        by: 'dependencies/known-vulnerability dependencies/malicious-package',
        reason: 'missing-data',
        expected: false,
      },
      {},
    ]);
  });
});

describe('silence of advisories [4:advisories-stale]', () => {
  test('that are stale is no answer, and their age is told', () => {
    const { notLookedAt } = match(lockfile({ purl: 'pkg:npm/fine@1.0.0' }), now + 9 * 24 * hour);
    expect(notLookedAt).toEqual([
      {
        path: 'package-lock.json',
        by: 'dependencies/known-vulnerability dependencies/malicious-package',
        reason: 'missing-data',
        detail: 'advisories for npm (1 package) are 9 days old, limit 3 days',
        remedy: 'run selvedge advisories sync',
        expected: false,
      },
    ]);
  });

  test('that are not there is no answer', () => {
    const { notLookedAt } = match({ ...lockfile({ purl: 'pkg:pypi/fine@1.0.0' }), format: 'python/poetry-lock' });
    expect(notLookedAt).toMatchObject([{ detail: 'there are no advisories for PyPI (1 package)', expected: false }]);
  });

  test('about a distribution is no answer, whether others are known or nobody publishes any', async () => {
    const content = {
      kind: 'records' as const,
      complete: true,
      records: [
        {
          name: 'DSA-1',
          content: {
            id: 'DSA-1',
            modified: '2026-01-01T00:00:00Z',
            affected: [
              {
                package: { ecosystem: 'Debian:12', name: 'curl' },
                ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '7.0.0' }] }],
              },
            ],
          },
        },
      ],
    };
    const only = mkdtempSync(join(tmpdir(), 'selvedge-match-'));
    const source = { id: 'osv-debian', limitHours: 72, wholeOf: ['deb/debian'] };
    await updateSource(only, { source, checkedAt: now - hour, content });
    const known = openAdvisories(only);
    const purls = [
      'pkg:deb/debian/openssl@3.0.2?distro=debian-12',
      'pkg:deb/ubuntu/openssl@3.0.2?distro=ubuntu-22.04',
      'pkg:apk/alpine/openssl@3.0.2-r0?distro=alpine-3.20.1',
      'pkg:rpm/amazon/openssl@1.1?distro=amzn-2',
      'pkg:deb/openssl@3.0.2',
    ];
    const sbom = { ...lockfile(...purls.map((purl) => ({ purl }))), path: 'bom.json', format: 'sbom/cyclonedx' };
    const gaps = gapsOfStandings([sbom], known, now);
    known.close();
    rmSync(only, { recursive: true });
    expect(gaps.map(({ detail, expected }) => [detail, expected])).toEqual([
      ['there are no advisories for Ubuntu (1 package)', false],
      ['there are no advisories for Alpine (1 package)', false],
      ['nobody publishes advisories about amazon in OSV form (1 package of the type rpm)', false],
      ['nothing says which distribution is meant (1 package of the type deb)', false],
    ]);
    expect(purls.map(ecosystemOf)).toEqual(['Debian', 'Ubuntu', 'Alpine', undefined, undefined]);
  });

  test('about what nobody publishes advisories is expected', () => {
    const { notLookedAt } = match(lockfile({ purl: 'pkg:terraform/hashicorp/aws@1.0.0' }));
    expect(notLookedAt).toMatchObject([{ reason: 'missing-data', expected: true }]);
  });
});
