import { z } from 'zod';
import { listLeases } from '#ground/leases';
import { FindingId, Instant, LeaseState, ProjectId } from '#ground/model';
import { encodeCursor, operation, pageOf, paging } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { ExceptionRecord, toException } from './shapes/exception.ts';
import { badCursor, cursorParts } from './shapes/page.ts';

export const listExceptions = operation({
  name: 'exceptions.list',
  kind: 'query',
  summary: 'List exceptions, those that end soonest first',
  http: 'GET /exceptions',
  input: z.strictObject({
    project: ProjectId.optional(),
    finding: FindingId.optional(),
    /** Absent: those that wait or hold. A page may have fewer items than the limit, and a next one all the same. */
    state: z.array(LeaseState).max(5).default(['requested', 'active']),
    ...paging,
  }),
  output: pageOf(ExceptionRecord),
  authorise: ofTenant,
  async run({ input: { cursor, limit, state, ...filter }, tx, at }) {
    const [end, id] = cursorParts(cursor, 2);
    if (end !== undefined && !Instant.safeParse(end).success) throw badCursor();
    const isOver = state.includes('expired') || state.includes('ended') || state.includes('lapsed');
    // What ended before now is neither requested nor active: the list begins where it can have something.
    const first = isOver ? undefined : { end: at, id: '' };
    const after = end === undefined || id === undefined ? first : { end, id };
    const leases = await listLeases(tx, { kind: 'exception', ...filter }, { after, limit: limit + 1 });
    const page = leases.slice(0, limit);
    const last = page.at(-1)?.lease;
    return {
      items: page.map((lease) => toException(lease, at)).filter((lease) => state.includes(lease.state)),
      next: leases.length > limit && last !== undefined ? encodeCursor([last.end, last.id]) : null,
    };
  },
});
