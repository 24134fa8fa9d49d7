import { z } from 'zod';
import { Lease, LeaseState, ProjectId } from '#ground/model';
import { named } from '#ground/operations';

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
