import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { licenceHealth } from './index.ts';

const file: DependencyFile = {
  path: 'package-lock.json',
  format: 'npm/package-lock',
  role: 'lockfile',
  packages: [
    { purl: 'pkg:npm/a@1.0.0', line: 1, licence: 'MIT' },
    { purl: 'pkg:npm/b@1.0.0', line: 2, licence: 'GPL-3.0-or-later' },
    { purl: 'pkg:npm/c@1.0.0', line: 3, licence: '(MIT OR AGPL-3.0)' },
    { purl: 'pkg:npm/d@1.0.0', line: 4, licence: 'SEE LICENSE IN EULA.md' },
    { purl: 'pkg:npm/e@1.0.0', line: 5 },
    { purl: 'pkg:npm/f@1.0.0', line: 6, licence: 'AGPL-3.0-only' },
  ],
};

describe('[4:licences] the licences of dependencies', () => {
  test('are held to the policy, and those that nobody knows are told', () => {
    const { claims, notLookedAt } = licenceHealth([file], {
      deny: ['strong-copyleft', 'network-copyleft'],
      exceptions: [{ package: 'pkg:npm/f', licence: 'AGPL-3.0-only' }],
    });

    expect(claims.map(({ severity, confidence, message }) => [severity, confidence, message])).toEqual([
      [
        'medium',
        'certain',
        'b 1.0.0 is under GPL-3.0-or-later, and the project’s policy does not allow GPL-3.0-or-later'.replace('’', "'"),
      ],
      [
        'low',
        'possible',
        "d 1.0.0 is under SEE LICENSE IN EULA.md, of which the project's policy cannot tell whether it allows it",
      ],
    ]);
    expect(notLookedAt).toMatchObject([
      {
        path: 'package-lock.json',
        by: 'dependencies/licence',
        reason: 'missing-data',
        detail: 'the licence of 1 package is not known: pkg:npm/e@1.0.0',
        expected: false,
      },
    ]);
  });

  test('are taken from the registry where the file does not name them', () => {
    const { claims, notLookedAt } = licenceHealth(
      [{ ...file, packages: [file.packages[4]!] }],
      { allow: ['permissive'] },
      new Map([['pkg:npm/e@1.0.0', 'BUSL-1.1']]),
    );

    expect(claims.map(({ attributes }) => attributes['verdict'])).toEqual(['denied']);
    expect(notLookedAt).toEqual([]);
  });

  test('are accepted for the named version and licence alone', () => {
    const { claims } = licenceHealth([file], {
      deny: ['copyleft'],
      exceptions: [{ package: 'pkg:npm/b@2.0.0' }, { package: 'pkg:npm/f@1.0.0', licence: 'MIT' }],
    });

    expect(
      claims
        .filter(({ attributes }) => attributes['verdict'] === 'denied')
        .map(({ attributes }) => attributes['package']),
    ).toEqual(['b', 'f']);
  });
});
