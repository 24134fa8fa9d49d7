import { z } from 'zod';
import { decisionsAgainst } from '#ground/decisions';
import { keepLease, requestLease } from '#ground/leases';
import { endOfLease, FindingId, ProjectId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { readFinding } from '#prove/findings';
import { ofResource } from './shapes/access.ts';
import { approvalOf, approvedBy } from './shapes/approval.ts';
import { ExceptionRecord, toException } from './shapes/exception.ts';
import { asOperationError } from './shapes/lease-errors.ts';

export const acceptFinding = operation({
  name: 'exceptions.accept',
  kind: 'command',
  summary: 'Accept a finding until a date, for a reason; waits for approval where policy asks for it',
  http: 'POST /findings/:finding/exceptions',
  input: z.strictObject({
    finding: FindingId,
    project: ProjectId.optional(),
    reason: z.string().min(10).max(2000),
    /** An instant, or a date, which ends at 24:00 UTC. At most a year away. */
    until: z.string().max(40),
  }),
  output: ExceptionRecord,
  async authorise({ input, tx }) {
    const read = await readFinding(tx, input.finding, [], input.project);
    if (read === undefined) throw notFound('finding', input.finding);
    return { ...ofResource('Finding', input.finding, read.project), facts: { severity: read.finding.severity } };
  },
  async run(call) {
    const { input, tx, tenant, actor, at } = call;
    const read = await readFinding(tx, input.finding, [], input.project);
    if (read === undefined) throw notFound('finding', input.finding);
    const { project, subject, finding } = read;
    const denying = await decisionsAgainst(tx, subject, finding.id);
    try {
      const lease = requestLease(
        {
          kind: 'exception',
          covers: { finding: finding.id, subject, rule: finding.rule },
          requester: actor.id,
          reason: input.reason,
          end: endOfLease(input.until),
          premises: Object.fromEntries(denying.map(({ control, inputs }) => [`control:${control}`, inputs.control])),
        },
        at,
      );
      const asked = { lease, project, subject };
      const mayApprove = call.may('exceptions.approve', await approvalOf(call, asked));
      const kept = mayApprove ? approvedBy(call, asked) : asked;
      await keepLease(tx, { organisation: tenant.organisation, ...kept });
      return toException(kept, at);
    } catch (error) {
      throw asOperationError(error);
    }
  },
});
