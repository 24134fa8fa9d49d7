import { z } from 'zod';
import { FindingStatus, ProjectId, RuleId, Severity, SubjectId } from '#ground/model';
import { named, operation } from '#ground/operations';
import { findingCounts } from '#prove/findings';
import { ofTenant } from './shapes/access.ts';
import { exceptionsInForce } from './shapes/exceptions-in-force.ts';

const count = z.int().min(0);

const FindingCounts = named(
  'FindingCounts',
  z.object({
    total: count,
    status: z.record(FindingStatus, count),
    /** Of those that are open and not accepted. */
    severity: z.record(Severity, count),
    /** The same, most first. */
    rules: z.array(z.object({ rule: RuleId, count })),
  }),
);

export const countFindings = operation({
  name: 'findings.counts',
  kind: 'query',
  summary: 'Count findings by status, severity and rule',
  http: 'GET /findings/counts',
  input: z.strictObject({ project: ProjectId.optional(), subject: SubjectId.optional() }),
  output: FindingCounts,
  authorise: ofTenant,
  async run({ input, tx, at }) {
    const { open, accepted, closed, bySeverity, byRule } = await findingCounts(
      tx,
      input,
      await exceptionsInForce(tx, input, at),
    );
    return {
      total: open + accepted + closed,
      status: { open, accepted, closed },
      severity: bySeverity,
      rules: [...byRule],
    };
  },
});
