import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { openRegistries } from '#ground/registries';
import type { ScanResult } from '#observe/engine';
import { type HealthQuestion, withHealth } from './health.ts';

const now = Date.UTC(2026, 10, 22, 12);
const rules = ['deprecated', 'install-script-added', 'licence', 'too-young', 'typosquat', 'unmaintained', 'yanked'].map(
  (name) => `dependencies/${name}`,
);

const lockfile: DependencyFile = {
  path: 'package-lock.json',
  format: 'npm/package-lock',
  role: 'lockfile',
  packages: [
    { purl: 'pkg:npm/loadsh@1.0.0', line: 3, direct: true, licence: 'GPL-3.0-only', deprecated: 'a mistake' },
    { purl: 'pkg:npm/native@2.0.0', line: 4, runsScripts: true, licence: 'MIT' },
  ],
};

function scanned(file: DependencyFile, inserted?: ScanResult['inserted']): ScanResult {
  return {
    findings: [],
    knowledge: { dependencies: [file] as never },
    ...(inserted !== undefined && { inserted }),
    scope: {
      notLookedAt: [],
      coverage: { kind: 'everything' },
      rules: { count: rules.length, digest: 'sha256:0', ids: rules },
    },
  } as unknown as ScanResult; // what the flow reads of it
}

const question: HealthQuestion = { licences: undefined, health: undefined, now, asksRegistries: false };

const held = async (more: Partial<HealthQuestion>, result = scanned(lockfile)) => {
  const { findings, scope } = await withHealth(result, { ...question, ...more });
  return {
    found: findings.map(({ rule, location }) => `${rule} ${location.startLine}`),
    ids: scope.rules.ids,
    gaps: scope.notLookedAt,
  };
};

describe('the health of dependencies in a scan', () => {
  test('[4:typosquat] without being asked, names alone are looked at, and the scope says which rules did not run', async () => {
    const { found, ids } = await held({});

    expect(found).toEqual(['dependencies/deprecated 3', 'dependencies/typosquat 3']);
    expect(ids).toEqual(['dependencies/deprecated', 'dependencies/licence', 'dependencies/typosquat']);
  });

  test('[4:licences] a policy is held, and its exceptions end with their day', async () => {
    const exception = { package: 'pkg:npm/loadsh', why: 'our own, relicensed', until: '2026-11-22' };
    const licences = { deny: ['copyleft'], exceptions: [exception] };

    expect((await held({ licences })).found).not.toContain('dependencies/licence 3');
    expect((await held({ licences, now: now + 86_400_000 })).found).toContain('dependencies/licence 3');
  });

  test('[4:install-scripts] a change is compared with the lockfile before it', async () => {
    const before = JSON.stringify({
      lockfileVersion: 3,
      packages: { '': {}, 'node_modules/native': { version: '1.9.0' } },
    });

    const { found, ids } = await held({ before: () => Promise.resolve(Buffer.from(before)) });
    expect(found).toContain('dependencies/install-script-added 4');
    expect(ids).toContain('dependencies/install-script-added');
    expect((await held({ before: () => Promise.resolve(undefined) })).found).not.toContain(
      'dependencies/install-script-added 4',
    );
    expect((await held({ before: () => Promise.resolve(Buffer.from('{')) })).found).not.toContain(
      'dependencies/install-script-added 4',
    );
  });

  test('[4:health-registry] registries are asked when somebody says so, and say each thing once', async () => {
    const documents: Readonly<Record<string, unknown>> = {
      'https://npm.test/loadsh': {
        name: 'loadsh',
        time: { '1.0.0': '2026-11-21T12:00:00Z' },
        versions: { '1.0.0': { deprecated: 'a mistake', dist: {} } },
      },
    };
    const registries = openRegistries({
      cache: undefined,
      ask: ({ url }) =>
        Promise.resolve({
          status: documents[url] === undefined ? 404 : 200,
          bytes: Buffer.from(JSON.stringify(documents[url] ?? '')),
        }),
      places: {
        npm: { base: 'https://npm.test' },
        pypi: { base: 'https://pypi.test/simple' },
        crates: 'https://crates.test',
        golang: { base: 'https://go.test' },
      },
    });
    const { found, ids, gaps } = await held({ asksRegistries: true, registries });

    expect(found).toEqual(['dependencies/deprecated 3', 'dependencies/too-young 3', 'dependencies/typosquat 3']);
    expect(ids).toEqual(rules);
    expect(gaps.map(({ detail }) => detail)).toEqual([
      '1 package could not be asked about: the registry does not know it',
    ]);
  });

  test('of a range, only what it added is told', async () => {
    const inserted = new Map([['package-lock.json', [{ firstLine: 4, lastLine: 4 }]]]);

    expect((await held({}, scanned(lockfile, inserted as never))).found).toEqual([]);
  });
});
