import { expect, test } from 'vitest';
import { absoluteTime, dayOf, relativeTime } from './time.tsx';

const now = Date.parse('2026-11-22T12:00:00.000Z');

test.each([
  ['2026-11-22T12:00:00.000Z', 'just now'],
  ['2026-11-22T12:00:30.000Z', 'in a moment'],
  ['2026-11-22T11:57:00.000Z', '3 minutes ago'],
  ['2026-11-21T10:00:00.000Z', 'yesterday'],
  ['2026-11-28T13:00:00.000Z', 'in 6 days'],
  ['2024-11-22T12:00:00.000Z', '2 years ago'],
])('%s is %s', (at, text) => {
  expect(relativeTime(at, now)).toBe(text);
});

test('times are in UTC, and say so where they stand', () => {
  expect(absoluteTime('2026-11-22T10:32:00.000Z')).toBe('22 Nov 2026, 10:32');
  expect(dayOf('2026-12-01')).toBe('1 December');
});
