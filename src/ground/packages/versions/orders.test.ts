import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../model/testing.ts';
import { normaliseComposer } from './composer.ts';
import { compareKeys } from './order.ts';
import { orderOf } from './orders.ts';

const types = [
  'npm',
  'cargo',
  'pub',
  'golang',
  'pypi',
  'conda',
  'maven',
  'gem',
  'nuget',
  'composer',
  'deb',
  'apk',
  'rpm',
  'cran',
  'hackage',
  'conan',
  'generic',
];

/** Texts that look like versions, and some that hardly do. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 12 }).map(String) },
  fc.constantFrom('00', '01', '48000', '47999', '99999', '100000', '20240101123456', '18446744073709551616'),
  fc.constantFrom(
    'a',
    'b',
    'm',
    'rc',
    'alpha',
    'beta',
    'pre',
    'dev',
    'post',
    'SNAPSHOT',
    'sp',
    'ga',
    'final',
    'p',
    'patch',
    'x',
    'Z',
    'git',
    'foo',
  ),
);
const version = fc
  .tuple(
    fc.constantFrom('', '', '', 'v', '1!', '1:', 'dev-'),
    fc.array(fc.tuple(piece, fc.constantFrom('.', '.', '-', '_', '+', '~', '^', ':', '', '..')), {
      minLength: 1,
      maxLength: 7,
    }),
  )
  .map(
    ([prefix, parts]) =>
      prefix + parts.map(([text, separator], index) => (index === parts.length - 1 ? text : text + separator)).join(''),
  );
const text = fc.oneof(
  { weight: 9, arbitrary: version },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

describe.each(types)('[4:version-orders] the order of %s', (type) => {
  const order = orderOf(type)!;

  test('is total: antisymmetric, transitive, and equal exactly where its keys are', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const [ab, ba, bc, ac] = [order.compare(a, b), order.compare(b, a), order.compare(b, c), order.compare(a, c)];
        expect(order.compare(a, a)).toBe(0);
        expect(ab + ba).toBe(0);
        expect(ab).toBe(compareKeys(order.key(a), order.key(b)));
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
        if (ab === 0) expect(ac).toBe(bc);
        expect(typeof order.isValid(a)).toBe('boolean');
        expect(typeof order.isPrerelease(a)).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });

  test('puts numbers in their order, however long they are', () => {
    const numbers = [
      '0',
      '9',
      '10',
      '47999',
      '48000',
      '99999',
      '100000',
      '9007199254740993',
      '9007199254740994',
      `1${'0'.repeat(30)}`,
    ];
    for (const [index, number] of numbers.entries()) {
      for (const [other, larger] of numbers.entries())
        expect(order.compare(`1.${number}.1`, `1.${larger}.1`)).toBe(Math.sign(index - other));
    }
  });

  test('takes linear time on versions of 100 kB', { timeout: 60_000 }, () => {
    const hostile = [
      '1.',
      '1-',
      'a1',
      'a',
      '1',
      '0',
      '.',
      '-',
      '~',
      '^',
      '_p1',
      '1a.',
      '0.0.',
      'rc-',
      ':',
      '+',
      ' ',
      '1.0-0.',
    ];
    for (const part of hostile) {
      const long = part.repeat(100_000 / part.length);
      const started = cpuTime();
      for (const one of [`1.0${long}`, `v1.0-${long}`]) {
        order.compare(one, `${one}1`);
        order.isValid(one);
        order.isPrerelease(one);
      }
      // Quadratic time would take minutes.
      expect(cpuTime() - started).toBeLessThan(5000);
    }
  });
});

test('types whose versions are digests or revisions have no order, and unknown ones the generic one', () => {
  expect(orderOf('oci')).toBeUndefined();
  expect(orderOf('docker')).toBeUndefined();
  expect(orderOf('luarocks')?.id).toBe('generic');
});

describe('[4:version-orders] what ecosystems document', () => {
  const signs: Readonly<Record<string, readonly number[]>> = { '<': [-1], '=': [0], '>': [1], '!': [-1, 1] };

  test.each(linesOf('order.vectors.tsv'))('%s: %s %s %s', (type, a = '', sign = '', b = '') => {
    const order = orderOf(type ?? '')!;
    expect(signs[sign]).toContain(order.compare(a, b));
    expect(order.compare(b, a) + order.compare(a, b)).toBe(0);
  });

  test.each(linesOf('composer.vectors.tsv').filter(([kind]) => kind === 'normal' || kind === 'invalid'))(
    'composer: %s %s %s',
    (kind, version = '', normal) => {
      expect(normaliseComposer(version)).toBe(kind === 'normal' ? normal : undefined);
    },
  );
});

function linesOf(file: string): string[][] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}
