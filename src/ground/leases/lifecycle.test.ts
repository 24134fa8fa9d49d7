import { describe, expect, test } from 'vitest';
import { type Instant, Lease, leaseState } from '#ground/model';
import { approveLease, endLease, type LeaseRequest, requestLease } from './index.ts';

const at = (text: string) => `2026-${text}.000Z` as Instant;
const monday = at('11-23T09:00:00');
const finding = 'fnd_0123456789abcdef0123456789abcdef' as Lease['covers']['finding'];
const subject = 'sub_017f22e2-79b0-7cc3-98c4-dc0c0c07398f' as Lease['covers']['subject'];
const request = (changes: Partial<LeaseRequest> = {}): LeaseRequest => ({
  kind: 'exception',
  covers: { finding },
  requester: 'mona',
  reason: 'A test account without rights.',
  end: at('12-01T00:00:00'),
  ...changes,
});

describe('asking for a lease [2:leases]', () => {
  test('makes one that waits, and covers nothing yet', () => {
    const lease = requestLease(request(), monday);
    expect(Lease.parse(lease)).toEqual(lease);
    expect(lease).toMatchObject({
      kind: 'exception',
      requester: 'mona',
      requestedAt: monday,
      end: at('12-01T00:00:00'),
      premises: {},
    });
    expect(lease).not.toHaveProperty('approver');
    expect(leaseState(lease, at('11-24T00:00:00'))).toBe('requested');
  });

  test.each([
    ['end-missing', { end: undefined }],
    ['end-past', { end: monday }],
    ['end-too-far', { end: '2027-11-26T00:00:00.000Z' as Instant }],
    ['covers-nothing', { covers: {} }],
    ['covers-nothing', { kind: 'bypass', covers: { subject } }],
    ['covers-nothing', { kind: 'bypass', covers: { stage: 'merge' } }],
    ['covers-nothing', { kind: 'grant', covers: {} }],
    ['reason-too-short', { reason: '   because    ' }],
  ] as const)('is refused: %s %j', (code, changes) => {
    expect(() => requestLease(request(changes), monday)).toThrow(expect.objectContaining({ name: 'LeaseError', code }));
  });

  test('for a year is allowed, up to the day after next year’s date', () => {
    expect(requestLease(request({ end: '2027-11-25T00:00:00.000Z' as Instant }), monday).end).toBe(
      '2027-11-25T00:00:00.000Z',
    );
  });
});

describe('approving a lease [2:leases]', () => {
  const waiting = requestLease(request(), monday);

  test('starts it then, and not when it was asked for', () => {
    const lease = approveLease(waiting, 'kim', at('11-24T10:00:00'));
    expect(lease).toMatchObject({ approver: 'kim', start: at('11-24T10:00:00') });
    expect(leaseState(lease, at('11-24T09:59:59'))).toBe('requested');
    expect(leaseState(lease, at('11-24T10:00:00'))).toBe('active');
  });

  test('is for somebody else', () => {
    expect(() => approveLease(waiting, 'mona', at('11-24T10:00:00'))).toThrow(
      expect.objectContaining({ code: 'own-approval' }),
    );
  });

  test('cannot be done twice, nor after its end, nor when it was taken back', () => {
    const approved = approveLease(waiting, 'kim', at('11-24T10:00:00'));
    expect(() => approveLease(approved, 'kim', at('11-24T11:00:00'))).toThrow(
      expect.objectContaining({ code: 'not-waiting' }),
    );
    expect(() => approveLease(waiting, 'kim', at('12-01T00:00:00'))).toThrow(
      expect.objectContaining({ code: 'end-past' }),
    );
    const takenBack = endLease(waiting, at('11-24T09:00:00'));
    expect(() => approveLease(takenBack, 'kim', at('11-24T10:00:00'))).toThrow(
      expect.objectContaining({ code: 'not-waiting' }),
    );
  });
});

describe('ending a lease', () => {
  const active = approveLease(requestLease(request(), monday), 'kim', at('11-24T10:00:00'));

  test('before its time ends it then', () => {
    const ended = endLease(active, at('11-25T00:00:00'));
    expect(leaseState(ended, at('11-24T23:59:59'))).toBe('active');
    expect(leaseState(ended, at('11-25T00:00:00'))).toBe('ended');
  });

  test('cannot be done twice, nor when it has ended by itself', () => {
    expect(() => endLease(endLease(active, at('11-25T00:00:00')), at('11-26T00:00:00'))).toThrow(
      expect.objectContaining({ code: 'not-running' }),
    );
    expect(() => endLease(active, at('12-02T00:00:00'))).toThrow(expect.objectContaining({ code: 'not-running' }));
  });
});
