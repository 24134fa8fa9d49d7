import { z } from 'zod';
import { Decision, DecisionId, ProjectId, SubjectId } from '#ground/model';
import { named } from '#ground/operations';

/** A decision as it was taken and kept. */
export const DecisionRecord = named(
  'DecisionRecord',
  z.object({
    ...Decision.shape,
    id: DecisionId,
    project: ProjectId,
    subject: SubjectId,
  }),
);
export type DecisionRecord = z.output<typeof DecisionRecord>;
