import { z } from 'zod';
import type { KeptLease } from '#ground/leases';
import { type Instant, Lease, LeaseState, leaseState, ProjectId } from '#ground/model';
import { named } from '#ground/operations';
import { premisesToday } from './premises.ts';

/** A lease as it stands now. */
export const ExceptionRecord = named(
  'ExceptionRecord',
  z.object({
    ...Lease.shape,
    project: ProjectId,
    state: LeaseState,
  }),
);
export type ExceptionRecord = z.output<typeof ExceptionRecord>;

/** A lease as it stands at an instant, its premises compared with what they are today. */
export function toException({ lease, project }: KeptLease, at: Instant): ExceptionRecord {
  return { ...lease, project, state: leaseState(lease, at, premisesToday) };
}
