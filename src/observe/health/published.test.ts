import { describe, expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { openRegistries, RegistryError } from '#ground/registries';
import { type HealthLimits, publishedHealth, type PublishedHealth } from './index.ts';

const now = Date.UTC(2026, 10, 22, 12);

function file(...packages: readonly (Partial<ListedPackage> & { readonly purl: string })[]): DependencyFile {
  return {
    path: 'package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    packages: packages.map((listed, i) => ({ line: i + 1, ...listed })),
  };
}

/** Registries that answer with these documents; `down`: addresses that nobody answers. */
async function health(
  files: readonly DependencyFile[],
  documents: Readonly<Record<string, unknown>>,
  {
    down = [],
    limits,
    most,
  }: { readonly down?: readonly string[]; readonly limits?: HealthLimits; readonly most?: number } = {},
): Promise<PublishedHealth> {
  const registries = openRegistries({
    cache: undefined,
    ask: ({ url }) => {
      if (down.includes(url)) return Promise.reject(new RegistryError('unreachable', 'npm.test could not be asked'));
      const document = documents[url];
      if (document === undefined) return Promise.resolve({ status: 404, bytes: new Uint8Array() });
      const text = typeof document === 'string' ? document : JSON.stringify(document);
      return Promise.resolve({ status: 200, bytes: Buffer.from(text) });
    },
    places: {
      npm: { base: 'https://npm.test' },
      pypi: { base: 'https://pypi.test/simple' },
      crates: 'https://crates.test',
      golang: { base: 'https://go.test' },
    },
  });
  return publishedHealth(files, { registries, now, ...(limits && { limits }), ...(most && { most }) });
}

const attested = { dist: { attestations: { url: 'https://npm.test/-/npm/v1/attestations/widget' } } };
const widget = {
  name: 'widget',
  'dist-tags': { latest: '2.0.0' },
  maintainers: [{ name: 'ann' }],
  time: {
    created: '2020-01-01T00:00:00Z',
    '1.0.0': '2020-01-01T00:00:00Z',
    '1.1.0': '2026-10-01T00:00:00Z',
    '2.0.0': '2026-11-22T09:00:00Z',
  },
  versions: {
    '1.0.0': { ...attested, license: 'MIT' },
    '1.1.0': { ...attested, license: 'MIT', deprecated: 'use 2' },
    '2.0.0': { dist: {}, scripts: { postinstall: 'node x.js' }, license: 'MIT' },
  },
};

describe('what npm says of the versions that are used', () => {
  test('[4:cooldown] [4:install-scripts] a version of this morning, with a new script and without its attestation', async () => {
    const { claims, licences } = await health([file({ purl: 'pkg:npm/widget@2.0.0' })], {
      'https://npm.test/widget': widget,
    });

    expect(claims.map(({ rule, message }) => [rule, message])).toEqual([
      ['dependencies/too-young', 'widget 2.0.0 was published 3 hours ago; the cooldown is 7 days'],
      [
        'dependencies/install-script-added',
        'widget 2.0.0 runs code of its own when it is installed, which 1.1.0 did not',
      ],
      ['dependencies/provenance-lost', 'widget 2.0.0 does not attest where it was built, which 1.1.0 did'],
    ]);
    expect(licences).toEqual(new Map([['pkg:npm/widget@2.0.0', 'MIT']]));
  });

  test('[4:cooldown] the project decides how long a version must have been public', async () => {
    const { claims } = await health(
      [file({ purl: 'pkg:npm/widget@1.1.0' })],
      { 'https://npm.test/widget': widget },
      { limits: { cooldownDays: 60 } },
    );

    expect(claims.map(({ message }) => message)).toContain(
      'widget 1.1.0 was published 52 days ago; the cooldown is 60 days',
    );
  });

  test('[4:health-registry] deprecation, and that one person alone can publish what the project chose', async () => {
    const { claims } = await health([file({ purl: 'pkg:npm/widget@1.1.0', direct: true })], {
      'https://npm.test/widget': widget,
    });

    expect(claims.map(({ rule }) => rule)).toEqual(['dependencies/deprecated', 'dependencies/single-maintainer']);
  });

  test('[4:health-registry] a package without a release for years, where the project chose it', async () => {
    const old = {
      name: 'old',
      time: { '1.0.0': '2019-05-01T00:00:00Z' },
      versions: { '1.0.0': { dist: {} } },
    };
    const documents = { 'https://npm.test/old': old };

    expect((await health([file({ purl: 'pkg:npm/old@1.0.0', direct: true })], documents)).claims).toMatchObject([
      {
        rule: 'dependencies/unmaintained',
        confidence: 'possible',
        message: 'old 1.0.0 had no release since 2019-05-01',
      },
    ]);
    expect((await health([file({ purl: 'pkg:npm/old@1.0.0' })], documents)).claims).toEqual([]);
    expect(
      (
        await health([file({ purl: 'pkg:npm/old@1.0.0', direct: true })], documents, {
          limits: { unmaintainedYears: 10 },
        })
      ).claims,
    ).toEqual([]);
  });

  test('a package of somewhere else is not asked about under its name', async () => {
    const { claims, notLookedAt } = await health(
      [file({ purl: 'pkg:npm/widget@2.0.0', source: 'https://git.example.com/widget' })],
      {
        'https://npm.test/widget': widget,
      },
    );

    expect([claims, notLookedAt]).toEqual([[], []]);
  });

  test('whom nobody could ask about is told, by the rules that stay open', async () => {
    const { notLookedAt } = await health(
      [file({ purl: 'pkg:npm/widget@2.0.0' }, { purl: 'pkg:npm/gone@1.0.0' }, { purl: 'pkg:npm/many@1.0.0' })],
      {},
      { down: ['https://npm.test/widget'], most: 2 },
    );

    expect(
      notLookedAt.map(({ by, reason, detail, expected }) => [by?.split(' ').length, reason, detail, expected]),
    ).toEqual([
      [5, 'missing-data', '1 package could not be asked about: npm.test could not be asked', false],
      [5, 'missing-data', '1 package could not be asked about: the registry does not know it', false],
      [5, 'missing-data', '1 package could not be asked about: more than 2 packages', false],
    ]);
  });
});

function pypiFile(version: string, more: object): object {
  return {
    filename: `tool-${version}.tar.gz`,
    url: `https://pypi.test/files/tool-${version}.tar.gz`,
    hashes: { sha256: 'a'.repeat(64) },
    ...more,
  };
}

describe('what other registries say', () => {
  test('[4:health-registry] PyPI: archived projects, releases that were taken back, attestations that are gone', async () => {
    const simple = {
      name: 'tool',
      'project-status': { status: 'archived', reason: 'moved to tool-ng' },
      files: [
        pypiFile('1.0', { 'upload-time': '2024-01-01T00:00:00Z', provenance: 'https://pypi.test/integrity/tool/1.0' }),
        pypiFile('1.1', { 'upload-time': '2026-01-01T00:00:00Z', provenance: null, yanked: 'broken build' }),
      ],
    };
    const { claims } = await health([file({ purl: 'pkg:pypi/tool@1.1' })], {
      'https://pypi.test/simple/tool/': simple,
    });

    expect(claims.map(({ rule, message }) => [rule, message])).toEqual([
      ['dependencies/unmaintained', 'tool 1.1 is archived: moved to tool-ng'],
      ['dependencies/yanked', 'tool 1.1 was taken back by its publisher: broken build'],
      ['dependencies/provenance-lost', 'tool 1.1 does not attest where it was built, which 1.0 did'],
    ]);
  });

  test('[4:health-registry] crates.io: yanked versions', async () => {
    const index = [
      { name: 'crate-a', vers: '1.0.0', yanked: true, pubtime: '2026-01-01T00:00:00Z', deps: [] },
      { name: 'crate-a', vers: '1.0.1', yanked: false, pubtime: '2026-02-01T00:00:00Z', deps: [] },
    ].map((line) => JSON.stringify(line));
    const { claims } = await health([file({ purl: 'pkg:cargo/crate-a@1.0.0' })], {
      'https://crates.test/cr/at/crate-a': `${index.join('\n')}\n`,
    });

    expect(claims.map(({ rule }) => rule)).toEqual(['dependencies/yanked']);
  });

  test('[4:cooldown] Go: the time of a version, asked by itself, and what go.mod takes back', async () => {
    const { claims } = await health([file({ purl: 'pkg:golang/example.com/mod@v1.0.1' })], {
      'https://go.test/example.com/mod/@v/list': 'v1.0.1\nv1.0.0\n',
      'https://go.test/example.com/mod/@latest': { Version: 'v1.0.1' },
      'https://go.test/example.com/mod/@v/v1.0.1.mod': 'module example.com/mod\n\nretract v1.0.1 // leaks\n',
      'https://go.test/example.com/mod/@v/v1.0.1.info': { Version: 'v1.0.1', Time: '2026-11-20T12:00:00Z' },
    });

    expect(claims.map(({ rule, message }) => [rule, message])).toEqual([
      ['dependencies/yanked', 'example.com/mod v1.0.1 was taken back by its publisher: leaks'],
      ['dependencies/too-young', 'example.com/mod v1.0.1 was published 2 days ago; the cooldown is 7 days'],
    ]);
  });
});
