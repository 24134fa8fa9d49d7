import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, satisfies } from '../index.ts';

describe('[4:version-orders] constraints', () => {
  test.each([
    ['npm', '1.2.3', '^1.2', true],
    ['npm', '1.3.0-rc.1', '^1.2', false],
    ['npm', '0.2.0', '^0.1.5', false],
    ['npm', '4.17.21', 'npm:lodash@^4.17.0', true],
    ['npm', '1.0.0', 'latest', undefined],
    ['npm', '1.0.0', 'git+https://example.org/a.git', undefined],
    ['cargo', '1.9.0', '1.2', true],
    ['cargo', '2.0.0', '1.2', false],
    ['cargo', '0.3.1', '0.2', false],
    ['cargo', '1.2.9', '~1.2.3', true],
    ['cargo', '1.5.0', '1.*', true],
    ['cargo', '1.5.0', '>=1.2, <1.5', false],
    ['cargo', '1.2.0', '>1.2', false],
    ['cargo', '1.3.0', '>1.2', true],
    ['cargo', '1.2.9', '=1.2', true],
    ['cargo', '1.0.0-alpha.2', '1.0.0-alpha.1', true],
    ['pypi', '1.4.5', '~=1.4.2', true],
    ['pypi', '1.5', '~=1.4.2', false],
    ['pypi', '1.1.post1', '==1.1', false],
    ['pypi', '1.1a1', '==1.1.*', true],
    ['pypi', '1.7.1', '>1.7', true],
    ['pypi', '1.7.0.post1', '>1.7', false],
    ['pypi', '1.0+local', '==1.0', true],
    ['pypi', '2.28.2', '>=2,<3,!=2.28.1', true],
    ['gem', '2.2.9', '~> 2.2', true],
    ['gem', '3.0', '~> 2.2', false],
    ['gem', '2.2.0', '~> 2.2.1', false],
    ['gem', '3.0.a', '~> 2.2', false],
    ['gem', '1.9', '>= 1, < 2', true],
    ['maven', '1.5', '[1.0,2.0)', true],
    ['maven', '2.0', '[1.0,2.0)', false],
    ['maven', '1.1', '(,1.0],[1.2,)', false],
    ['maven', '1.3', '(,1.0],[1.2,)', true],
    ['maven', '1.0', '[1.0]', true],
    ['maven', '1.0.0', '1.0', true],
    ['maven', '1.1', '1.0', false],
    ['maven', '1.1', '${spring.version}', undefined],
    ['nuget', '2.0.0', '1.0', true],
    ['nuget', '1.9', '(1.0,2.0]', true],
    ['nuget', '1.0', '(1.0,2.0]', false],
    ['nuget', '1.4.2', '1.*', true],
    ['nuget', '2.0', '1.*', false],
    ['golang', 'v1.3.0', 'v1.2.0', true],
    ['golang', 'v1.1.0', 'v1.2.0', false],
    ['pub', '0.1.9', '^0.1.2', true],
    ['pub', '0.2.0', '^0.1.2', false],
    ['pub', '2.0.0-dev', '>=1.0.0 <2.0.0', false],
    ['pub', '2.0.0-beta', '>=2.0.0-alpha <2.0.0', true],
    ['pub', '9.9.9', 'any', true],
    ['hex', '2.1.0', '~> 2.0', true],
    ['hex', '2.1.0', '~> 2.0.1', false],
    ['hex', '3.0.0-dev', '~> 2.0', false],
    ['hex', '3.0.0', '>= 1.0.0 and < 2.0.0 or == 3.0.0', true],
    ['hackage', '4.18.1', '>=4.9 && <5', true],
    ['hackage', '1.2.9', '^>=1.2.3', true],
    ['hackage', '1.3', '^>=1.2.3', false],
    ['hackage', '1.2.7', '==1.2.*', true],
    ['deb', '1:2.3-1', '>= 2.9', true],
    ['cran', '3.6.1', '(>= 3.5)', true],
    ['conan', '1.5', '[>=1.0 <2]', true],
    ['oci', 'latest', '*', undefined],
  ] as const)('%s %s for %s: %s', (type, version, constraint, expected) => {
    expect(satisfies(type, version, constraint)).toBe(expected);
  });

  const composer = readFileSync(join(import.meta.dirname, '../versions/composer.vectors.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([kind]) => kind === 'meets' || kind === 'fails');

  test.each(composer)('composer: %s %s for %s', (kind, version = '', constraint = '') => {
    expect(satisfies('composer', version, constraint)).toBe(kind === 'meets');
  });

  test.each([
    ['dev-main', 'dev-main', true],
    ['dev-main', '*', true],
    ['dev-main', '^1.0', false],
    ['1.0.0-beta2', '^1.0@beta', true],
    ['2.1.9999999.9999999-dev', '2.1.x-dev', true],
    ['1.0.0', '~>1.0', undefined],
  ] as const)('composer: %s for %s: %s', (version, constraint, expected) => {
    expect(satisfies('composer', version, constraint)).toBe(expected);
  });

  test('no text throws, and none takes long', () => {
    const piece = fc.constantFrom(
      '^',
      '~',
      '>=',
      '<',
      '=',
      '1',
      '2.0',
      'x',
      '*',
      '-',
      ' - ',
      ' ',
      ',',
      '||',
      '[',
      ')',
      'a',
      '.',
      '!',
      '@dev',
      ' and ',
      '~>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.string(), (pieces, text) => {
        for (const type of [
          'npm',
          'cargo',
          'pypi',
          'gem',
          'composer',
          'maven',
          'nuget',
          'golang',
          'pub',
          'hex',
          'hackage',
          'deb',
        ]) {
          satisfies(type, '1.2.3', pieces.join(''));
          satisfies(type, text, pieces.join(''));
          satisfies(type, '1.2.3', text);
        }
      }),
      { numRuns: 300 },
    );
    for (const part of ['^1.', '1 ', ' - ', '1.x', '|', '<', '>= ', '-a', '[1,', '1 or ', '1.*.', '-dev', '@']) {
      for (const type of [
        'npm',
        'cargo',
        'pypi',
        'gem',
        'composer',
        'maven',
        'nuget',
        'pub',
        'hex',
        'hackage',
        'deb',
      ]) {
        satisfies(type, '1.2.3', part.repeat(4096 / part.length));
        expect(satisfies(type, '1.2.3', part.repeat(100_000))).toBeUndefined();
      }
    }
  });
});

describe('distance', () => {
  test.each([
    ['npm', '1.2.3', '1.2.4', 'patch'],
    ['npm', '1.2.3', '1.3.0', 'minor'],
    ['npm', '1.2.3', '2.0.0', 'major'],
    ['npm', '0.1.2', '0.2.0', 'major'],
    ['npm', '0.1.2', '0.1.3', 'patch'],
    ['npm', '1.0.0-rc.1', '1.0.0', 'patch'],
    ['npm', '1.0.0', '1.0.0+build', 'none'],
    ['pypi', '1.0', '1.0.0', 'none'],
    ['pypi', '0.1', '0.2', 'minor'],
    ['pypi', '2.0', '1!0.1', 'major'],
    ['golang', 'v1.2.3', 'v1.2.4', 'patch'],
    ['deb', '1:2.3.4-1', '1:2.3.4-2', 'patch'],
    ['deb', '1:2.3.4-1', '2:1.0-1', 'major'],
  ] as const)('%s from %s to %s is %s', (type, from, to, expected) => {
    expect(distance(type, from, to)).toBe(expected);
  });
});
