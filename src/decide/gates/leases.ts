import { type Digest, type Finding, type Instant, type Lease, type Stage, digestJson, leaseState } from '#ground/model';

/** The leases that are worth something at the decision's instant. */
export interface LeaseBook {
  /** The exception that covers the finding for longest. */
  exceptionFor(finding: Finding): Lease | undefined;
  /** The bypass that lets this subject through this gate for longest. */
  readonly bypass: Lease | undefined;
  /** Of all leases that were handed in, with what each was worth. */
  readonly digest: Digest;
}

interface Circumstances {
  readonly leases: readonly Lease[];
  readonly stage: Stage;
  readonly subject: string;
  readonly at: Instant;
}

export function bookOf(
  { leases, stage, subject, at }: Circumstances,
  premises: Readonly<Record<string, Digest>>,
): LeaseBook {
  const valued = leases
    .map((lease) => ({ lease, state: leaseState(lease, at, premises) }))
    .sort((a, b) => longestFirst(a.lease, b.lease));
  const active = valued.flatMap(({ lease, state }) => (state === 'active' ? [lease] : []));
  const exceptions = new Map<string, Lease[]>();
  for (const lease of active) {
    const { finding } = lease.covers;
    // An exception without a finding would accept what nobody has seen: it covers nothing.
    if (lease.kind !== 'exception' || finding === undefined) continue;
    const others = exceptions.get(finding);
    if (others === undefined) exceptions.set(finding, [lease]);
    else others.push(lease);
  }
  const isHere = ({ covers }: Lease) => (covers.stage ?? stage) === stage && (covers.subject ?? subject) === subject;
  return {
    exceptionFor: (finding) =>
      exceptions
        .get(finding.id)
        ?.find((lease) => isHere(lease) && (lease.covers.rule ?? finding.rule) === finding.rule),
    bypass: active.find(
      (lease) => lease.kind === 'bypass' && lease.covers.stage === stage && lease.covers.subject === subject,
    ),
    digest: digestJson(valued),
  };
}

function longestFirst(a: Lease, b: Lease): number {
  if (a.end !== b.end) return a.end < b.end ? 1 : -1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
