import { z } from 'zod';
import { keepLease, readLeaseForChange } from '#ground/leases';
import { LeaseId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { approvalOf, approvedBy } from './shapes/approval.ts';
import { ExceptionRecord, toException } from './shapes/exception.ts';
import { asOperationError } from './shapes/lease-errors.ts';

export const approveException = operation({
  name: 'exceptions.approve',
  kind: 'command',
  summary: 'Approve an exception, which starts now',
  http: 'POST /exceptions/:exception/approval',
  input: z.strictObject({ exception: LeaseId }),
  output: ExceptionRecord,
  async authorise(call) {
    const kept = await readLeaseForChange(call.tx, call.input.exception);
    if (kept === undefined) throw notFound('exception', call.input.exception);
    return approvalOf(call, kept);
  },
  async run(call) {
    const kept = await readLeaseForChange(call.tx, call.input.exception);
    if (kept === undefined) throw notFound('exception', call.input.exception);
    try {
      const approved = approvedBy(call, kept);
      await keepLease(call.tx, { organisation: call.tenant.organisation, ...approved });
      return toException(approved, call.at);
    } catch (error) {
      throw asOperationError(error);
    }
  },
});
