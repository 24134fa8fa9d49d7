import type { Digest } from './digest.ts';
import type { Instant } from './instant.ts';
import type { Lease, LeaseState } from './lease.ts';

/** What a lease is worth at an instant. `premises` are today's digests; one that is not given counts as unchanged. */
export function leaseState(lease: Lease, at: Instant, premises: Readonly<Record<string, Digest>> = {}): LeaseState {
  if (lease.endedEarlyAt !== undefined && lease.endedEarlyAt <= at) return 'ended';
  if (lease.end <= at) return 'expired';
  if (lease.start === undefined || lease.start > at) return 'requested';
  const changed = Object.entries(lease.premises).some(
    ([name, digest]) => premises[name] !== undefined && premises[name] !== digest,
  );
  return changed ? 'lapsed' : 'active';
}
