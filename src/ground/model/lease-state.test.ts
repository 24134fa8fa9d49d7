import { describe, expect, test } from 'vitest';
import { type Digest, digestJson, type Instant, Lease, leaseState } from './index.ts';

const at = (text: string) => `2026-11-${text}.000Z` as Instant;
const rule = digestJson('the rule as it was');
const lease = Lease.parse({
  version: 1,
  id: 'lse_017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  kind: 'exception',
  covers: { finding: 'fnd_0123456789abcdef0123456789abcdef' },
  requester: 'mona',
  approver: 'kim',
  reason: 'A test account without rights.',
  requestedAt: at('10T00:00:00'),
  start: at('11T00:00:00'),
  end: at('20T00:00:00'),
  premises: { rule },
});

const stateWith = (premises: Record<string, Digest>) => leaseState(lease, at('15T00:00:00'), premises);

describe('what a lease is worth [2:leases]', () => {
  test.each([
    ['before its start', lease, at('10T23:59:59'), 'requested'],
    ['at its start', lease, at('11T00:00:00'), 'active'],
    ['just before its end', lease, at('19T23:59:59'), 'active'],
    ['at its end', lease, at('20T00:00:00'), 'expired'],
    [
      'while nobody has approved it',
      { ...lease, start: undefined, approver: undefined },
      at('15T00:00:00'),
      'requested',
    ],
    [
      'when nobody approved it in time',
      { ...lease, start: undefined, approver: undefined },
      at('20T00:00:00'),
      'expired',
    ],
    ['when it was ended early', { ...lease, endedEarlyAt: at('12T00:00:00') }, at('12T00:00:00'), 'ended'],
    ['until it is ended early', { ...lease, endedEarlyAt: at('12T00:00:00') }, at('11T12:00:00'), 'active'],
  ])('%s', (_when, value, instant, state) => {
    expect(leaseState(value, instant)).toBe(state);
  });

  test('it lapses when a premise changed, holds while it is the same, and does not guess about one that nobody gave', () => {
    const changed = digestJson('the rule as it is');
    expect(stateWith({ rule: changed })).toBe('lapsed');
    expect(stateWith({ rule })).toBe('active');
    expect(stateWith({ other: changed })).toBe('active');
  });
});
