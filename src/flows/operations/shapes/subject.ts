import { z } from 'zod';
import { Instant, Subject, SubjectId } from '#ground/model';
import { named } from '#ground/operations';

export const SubjectRecord = named(
  'SubjectRecord',
  z.object({
    ...Subject.shape,
    registeredAt: Instant,
    /** The repository's remote, without credentials. */
    remote: z.string().optional(),
    /** The subject that bears the same project id under another remote. */
    forkOf: SubjectId.optional(),
  }),
);
export type SubjectRecord = z.output<typeof SubjectRecord>;
