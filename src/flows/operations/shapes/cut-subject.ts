import { z } from 'zod';
import { SubjectId } from '#ground/model';
import { named } from '#ground/operations';

/** A subject that is affected more often than is kept of one. */
export const CutSubject = named(
  'CutSubject',
  z.object({
    subject: SubjectId,
    /** How many matches were found and not kept, at the least. */
    leftOut: z.int().min(1),
  }),
);
