import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfLease, Instant, now } from './index.ts';

describe('instants', () => {
  test.each([
    ['2026-11-22T10:32:00.000Z', true],
    ['2026-11-22T10:32:00Z', false],
    ['2026-11-22T10:32:00.000+01:00', false],
    ['2026-11-22', false],
    ['2026-02-30T10:32:00.000Z', false],
  ])('%s: an instant is UTC to the millisecond: %s', (text, isOne) => {
    expect(Instant.safeParse(text).success).toBe(isOne);
  });

  test('now is one', () => {
    expect(Instant.safeParse(now()).success).toBe(true);
  });

  test('instants sort as text in the order of time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
        (a, b) => {
          expect(a.toISOString() < b.toISOString()).toBe(a.getTime() < b.getTime());
        },
      ),
    );
  });
});

describe('the end that a person writes [2:model]', () => {
  test.each([
    ['2026-11-30', '2026-12-01T00:00:00.000Z'],
    ['2028-02-29', '2028-03-01T00:00:00.000Z'],
    ['2026-12-31', '2027-01-01T00:00:00.000Z'],
    ['2026-11-30T18:00:00Z', '2026-11-30T18:00:00.000Z'],
    ['2026-11-30T18:00:00.5+02:00', '2026-11-30T16:00:00.500Z'],
    ['2026-02-28T23:30:00-01:00', '2026-03-01T00:30:00.000Z'],
  ])('%s ends at %s', (text, end) => {
    expect(endOfLease(text)).toBe(end);
  });

  test.each([
    '',
    'tomorrow',
    '2026-02-29',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026-11-31',
    '26-11-30',
    '2026-11-30 18:00',
    '2026-11-30T18:00:00',
    '2026-11-30T25:00:00Z',
    '2026-11-30T18:61:00Z',
    '2026-11-30T18:00:00+25:00',
    '9999-12-31',
    '+012026-11-30',
    'November 30, 2026',
  ])('%s is no end', (text) => {
    expect(endOfLease(text)).toBeUndefined();
  });

  test('whatever is written, the end is an instant or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/)), (text) => {
        const end = endOfLease(text);
        expect(end === undefined || Instant.safeParse(end).success).toBe(true);
      }),
    );
  });
});
