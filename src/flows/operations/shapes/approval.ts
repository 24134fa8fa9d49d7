import { approveLease, type KeptLease } from '#ground/leases';
import type { Severity } from '#ground/model';
import { type Access, type Call } from '#ground/operations';
import { listPeople } from '#ground/people';
import { readFinding } from '#prove/findings';
import { ofResource } from './access.ts';

/** What the policy of exceptions.approve reads: who asked, how bad it is, and how many others could approve. */
export async function approvalOf(call: Omit<Call<unknown>, 'input'>, kept: KeptLease): Promise<Access> {
  const { lease, project } = kept;
  const severity = await severityOf(call, kept);
  const people = await listPeople(call.tx, call.tenant.organisation);
  const others = people.filter(
    ({ id, roles }) => id !== (call.actor.id as string) && (roles.includes('owner') || roles.includes('champion')),
  );
  return {
    ...ofResource('Lease', lease.id, project),
    facts: {
      requester: lease.requester,
      otherApprovers: others.length,
      // What is unknown is left out: a policy that needs it refuses.
      ...(severity === undefined ? {} : { severity }),
    },
  };
}

async function severityOf(
  { tx }: Omit<Call<unknown>, 'input'>,
  { lease, project }: KeptLease,
): Promise<Severity | undefined> {
  const finding = lease.covers.finding;
  return finding === undefined ? undefined : (await readFinding(tx, finding, [], project))?.finding.severity;
}

/** The lease approved by whom policy let: one's own is then allowed. */
export function approvedBy({ actor, at }: Omit<Call<unknown>, 'input'>, kept: KeptLease): KeptLease {
  return { ...kept, lease: approveLease(kept.lease, actor.id, at, 'allowed') };
}
