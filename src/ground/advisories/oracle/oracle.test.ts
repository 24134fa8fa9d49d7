import { afterEach, describe, expect, test } from 'vitest';
import { openAdvisories } from '../advisories.ts';
import { folderFor, put, removeFolders } from '../testing.ts';
import { agreementOn, randomFrom } from './agreement.ts';
import { composer } from './composer.ts';
import { type Comparator, golang, npm, pep440, semver } from './comparators.ts';
import type { RawAffected, RawEvent, RawRecord } from './literal.ts';
import { maven } from './maven.ts';

afterEach(removeFolders);

describe('the index against OSV’s evaluation algorithm, written literally [4:advisory-oracle]', () => {
  test.each([1, 2, 3])(
    'they say the same of random records, with events in any order and of every kind (seed %i)',
    async (seed) => {
      const folder = folderFor();
      const random = randomFrom(seed);
      const dumps = new Map(
        ['one', 'two'].map((source) => [
          source,
          Array.from({ length: 300 }, (_, number) => recordFrom(random, source, number)),
        ]),
      );
      for (const [source, records] of dumps) await put(folder, source, records as unknown as Record<string, unknown>[]);
      const index = openAdvisories(folder);
      const { pairs, affected, unknown, answers, circular, differences } = agreementOn(index, dumps, 5000, seed);
      index.close();
      expect(differences).toEqual([]);
      expect(affected).toBeGreaterThan(pairs / 4);
      expect(unknown).toBeGreaterThan(pairs / 20);
      expect(answers - affected - unknown).toBeGreaterThan(pairs / 4);
      expect(circular).toBeLessThan(pairs / 20);
    },
  );

  test.each<readonly [string, Comparator, string]>([
    [
      'SemVer',
      semver,
      '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0 = 1.0.0+b < 2.0.0',
    ],
    ['npm', npm, 'v1.2.3-0 < 1.2.3 < v1.10.0'],
    ['Go', golang, 'v0.0.0-20190101000000-abcdefabcdef < v0.1.0 < 1.0.0 < v1.1.0-rc.1 < v1.1.0 < v2.0.0+incompatible'],
    [
      'PEP 440',
      pep440,
      '1.0.dev456 < 1.0a1 < 1.0a2.dev456 < 1.0a12.dev456 < 1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456 < 1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 < 1.0 = 1.0.0 < 1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34 < 1.0.post456 < 1.1.dev1 < 1!0.1',
    ],
    [
      'Maven',
      maven,
      '1-alpha-1 < 1-beta < 1-milestone-2 < 1-rc1 = 1-cr1 < 1-SNAPSHOT < 1 = 1.0 = 1-ga = 1.0.0.Final < 1-ga2 < 1-sp < 1-xyz < 1-1 < 1.1 < 1.10 < 2',
    ],
    [
      'Composer',
      composer,
      'dev-main < 1.0-dev < 1.0-alpha3 < 1.0-beta1 < 1.0-RC1 < 1.0 = 1.0.0.0 = v1.0 < 1.0-p1 < 1.0.1 < 1.x-dev',
    ],
  ])('its own comparator for %s holds the documented order', (_, { parse, compare }, line) => {
    const [first = '', ...rest] = line.split(' ');
    let before = parse(first);
    expect(before).toBeDefined();
    for (let index = 0; index < rest.length; index += 2) {
      const next = parse(rest[index + 1] as string);
      expect(next).toBeDefined();
      expect([rest[index + 1], Math.sign(compare(before, next))]).toEqual([
        rest[index + 1],
        rest[index] === '=' ? 0 : -1,
      ]);
      before = next;
    }
  });
});

const pools: Readonly<Record<string, readonly string[]>> = {
  npm: ['0.1.0', '1.0.0-rc.1', '1.0.0', '1.2.3', '1.10.0', '2.0.0-beta.2', '2.0.0', 'v2.1.0', 'latest'],
  Go: [
    '0.1.0',
    '1.0.0-pre',
    '1.0.0',
    '1.2.3',
    '1.10.0',
    '2.0.0+incompatible',
    '2.1.0',
    '1.0.0-20200101000000-abcdefabcdef',
  ],
  'crates.io': ['0.1.0', '1.0.0-0', '1.0.0', '1.2.3', '1.10.0', '2.0.0', '1.0'],
  PyPI: ['0.1', '1.0rc1', '1.0', '1.0.0', '1.0.post1', '1.2.dev3', '1.10', '2.0a1', '2', 'nonsense'],
  Maven: ['0.1', '1.0-alpha-1', '1.0-SNAPSHOT', '1.0', '1', '1.0.1', '1.10', '2.0.RC1', '2.0.Final'],
  Packagist: [
    '0.1',
    '1.0-beta1',
    '1.0.0',
    '1.0.0.0',
    '1.2',
    '1.10.0',
    '2.0.0-RC1',
    '2.x-dev',
    'dev-main',
    'no version',
  ],
};

function recordFrom(random: () => number, source: string, number: number): RawRecord & { readonly modified: string } {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const ecosystems = Object.keys(pools);
  return {
    id: `${source.toUpperCase()}-${number}`,
    modified: '2026-01-01T00:00:00Z',
    ...(random() < 0.1 ? { withdrawn: '2026-01-01T00:00:00Z' } : {}),
    ...(random() < 0.3 ? { aliases: [`CVE-2026-${1000 + Math.floor(random() * 200)}`] } : {}),
    affected: Array.from({ length: 1 + Math.floor(random() * 2) }, () => affectedFrom(pick(ecosystems), random, pick)),
  };
}

function affectedFrom(
  ecosystem: string,
  random: () => number,
  pick: <Item>(items: readonly Item[]) => Item,
): RawAffected {
  const pool = pools[ecosystem] as readonly string[];
  const eventFrom = (): RawEvent => {
    const version = pick(pool);
    const kind = random();
    if (kind < 0.35) return { introduced: random() < 0.5 ? '0' : version };
    if (kind < 0.7) return { fixed: version };
    if (kind < 0.95) return { last_affected: version };
    return { limit: random() < 0.2 ? '*' : version };
  };
  const type = (): string =>
    random() < 0.05 ? 'GIT' : ['npm', 'Go', 'crates.io'].includes(ecosystem) || random() < 0.1 ? 'SEMVER' : 'ECOSYSTEM';
  return {
    package: {
      ecosystem,
      name: ecosystem === 'Maven' ? `g:p${Math.floor(random() * 4)}` : `v/p${Math.floor(random() * 4)}`,
    },
    ...(random() < 0.5 ? { versions: pool.filter(() => random() < 0.2) } : {}),
    ranges: Array.from({ length: Math.floor(random() * 3) }, () => ({
      type: type(),
      events: [
        { introduced: random() < 0.5 ? '0' : pick(pool) },
        ...Array.from({ length: Math.floor(random() * 4) }, eventFrom),
      ],
    })),
  };
}
