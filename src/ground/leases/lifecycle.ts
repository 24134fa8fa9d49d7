import { type Instant, Lease, type LeaseId, type LeaseKind, leaseState, newId } from '#ground/model';
import { LeaseError } from './lease-error.ts';

export interface LeaseRequest {
  readonly kind: LeaseKind;
  readonly covers: Lease['covers'];
  readonly requester: string;
  readonly reason: string;
  readonly end: Instant | undefined;
  readonly premises?: Lease['premises'];
}

const longestDays = 366;
const day = 24 * 60 * 60 * 1000;

/** A lease that waits for approval. Throws LeaseError: every lease has an end within a year, a reason, and something that it covers. */
export function requestLease(
  { end, premises = {}, ...request }: LeaseRequest,
  at: Instant,
  id: LeaseId = newId('lse', Date.parse(at)),
): Lease {
  if (end === undefined) throw new LeaseError('end-missing', 'a lease needs an end: nothing is allowed for ever');
  if (end <= at) throw new LeaseError('end-past', `the lease would end at ${end}, which is past`);
  if (end > latestEnd(at))
    throw new LeaseError(
      'end-too-far',
      `the lease would end at ${end}; the latest end is ${latestEnd(at)}, and it can be asked for again`,
    );
  if (!coversSomething(request))
    throw new LeaseError('covers-nothing', `a lease of the kind ${request.kind} must name ${needed[request.kind]}`);
  if (request.reason.trim().length < 10)
    throw new LeaseError(
      'reason-too-short',
      'the reason needs at least 10 characters: the next reader has nothing else',
    );
  return Lease.parse({ version: 1, id, ...request, requestedAt: at, end, premises });
}

/**
 * Starts the lease: at its approval, never before. Nobody approves what they asked for, unless the caller's policy lets
 * them (`own`): in an organisation of one, nobody else could.
 */
export function approveLease(
  lease: Lease,
  approver: string,
  at: Instant,
  own: 'refused' | 'allowed' = 'refused',
): Lease {
  if (lease.end <= at)
    throw new LeaseError('end-past', `lease ${lease.id} would have ended at ${lease.end}: ask for it again`);
  if (leaseState(lease, at) !== 'requested' || lease.approver !== undefined)
    throw new LeaseError('not-waiting', `lease ${lease.id} does not wait for approval`);
  if (approver === lease.requester && own === 'refused')
    throw new LeaseError('own-approval', `${approver} asked for this lease: somebody else must approve it`);
  return { ...lease, approver, start: at };
}

/** Ends a lease before its time, or takes back the request. */
export function endLease(lease: Lease, at: Instant): Lease {
  const state = leaseState(lease, at);
  if (state === 'expired' || state === 'ended')
    throw new LeaseError('not-running', `lease ${lease.id} has ended already`);
  return { ...lease, endedEarlyAt: at };
}

/** A year and a day after, at the end of that day, so that a bare date of next year is never too far. */
export function latestEnd(at: Instant): Instant {
  const last = new Date(Date.parse(at) + longestDays * day).toISOString().slice(0, 10);
  return new Date(Date.parse(`${last}T00:00:00.000Z`) + day).toISOString() as Instant; // toISOString() is this format
}

const needed: Readonly<Record<LeaseKind, string>> = {
  exception: 'the finding that it accepts',
  bypass: 'the subject and the stage that it lets through',
  grant: 'the subject that it opens',
  switch: 'the subject that it switches',
};

function coversSomething({ kind, covers }: Pick<Lease, 'kind' | 'covers'>): boolean {
  if (kind === 'exception') return covers.finding !== undefined;
  if (kind === 'bypass') return covers.subject !== undefined && covers.stage !== undefined;
  return covers.subject !== undefined;
}
