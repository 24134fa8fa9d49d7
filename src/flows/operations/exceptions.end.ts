import { z } from 'zod';
import { endLease, keepLease, readLeaseForChange } from '#ground/leases';
import { LeaseId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { ofResource } from './shapes/access.ts';
import { ExceptionRecord, toException } from './shapes/exception.ts';
import { asOperationError } from './shapes/lease-errors.ts';

export const endException = operation({
  name: 'exceptions.end',
  kind: 'command',
  summary: 'End an exception before its time, or take back a request',
  http: 'POST /exceptions/:exception/end',
  input: z.strictObject({
    exception: LeaseId,
    /** Kept in the ledger. */
    reason: z.string().min(10).max(2000),
  }),
  output: ExceptionRecord,
  async authorise({ input, tx }) {
    const kept = await readLeaseForChange(tx, input.exception);
    if (kept === undefined) throw notFound('exception', input.exception);
    return { ...ofResource('Lease', kept.lease.id, kept.project), facts: { requester: kept.lease.requester } };
  },
  async run({ input, tx, tenant, at }) {
    const kept = await readLeaseForChange(tx, input.exception);
    if (kept === undefined) throw notFound('exception', input.exception);
    try {
      const ended = { ...kept, lease: endLease(kept.lease, at) };
      await keepLease(tx, { organisation: tenant.organisation, ...ended });
      return toException(ended, at);
    } catch (error) {
      throw asOperationError(error);
    }
  },
});
