import { z } from 'zod';
import { listDecisions } from '#ground/decisions';
import { ControlId, Decision, ProjectId, Stage, SubjectId, Verdict } from '#ground/model';
import { operation, pageOf, paging } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { DecisionRecord } from './shapes/decision.ts';
import { cursorParts, toPage } from './shapes/page.ts';

export const listDecisionsOperation = operation({
  name: 'decisions.list',
  kind: 'query',
  summary: 'List decisions, newest first',
  http: 'GET /decisions',
  input: z.strictObject({
    project: ProjectId.optional(),
    subject: SubjectId.optional(),
    control: ControlId.optional(),
    stage: Stage.optional(),
    verdict: Verdict.optional(),
    effect: Decision.shape.effect.optional(),
    /** Only the newest of each subject, control and stage: what holds now. */
    latest: z.boolean().default(true),
    ...paging,
  }),
  output: pageOf(DecisionRecord),
  authorise: ofTenant,
  async run({ input: { cursor, limit, ...filter }, tx }) {
    const [before] = cursorParts(cursor, 1);
    const decisions = await listDecisions(tx, filter, { before, limit: limit + 1 });
    return toPage(decisions, limit, ({ id }) => [id]);
  },
});
