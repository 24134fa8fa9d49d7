import { z } from 'zod';
import { findingsUnderEffect } from '#ground/decisions';
import { type Call, operation, pageOf, paging } from '#ground/operations';
import { FindingsError, listFindings } from '#prove/findings';
import { ofTenant } from './shapes/access.ts';
import { exceptionsInForce } from './shapes/exceptions-in-force.ts';
import { FindingSummary, findingFilter } from './shapes/finding.ts';
import { badCursor } from './shapes/page.ts';

const input = z.strictObject({ ...findingFilter, ...paging });

/** A decision that counts more findings than these against a subject lists its first ones. */
const underEffectAtMost = 10_000;

export const listFindingsOperation = operation({
  name: 'findings.list',
  kind: 'query',
  summary: 'List findings, most urgent first, closed ones last',
  http: 'GET /findings',
  input,
  output: pageOf(FindingSummary),
  authorise: ofTenant,
  async run(call) {
    const { cursor, limit, effect: _, ...filter } = call.input;
    const exceptions = await exceptionsInForce(call.tx, filter, call.at);
    const among = await findingsOfEffect(call);
    try {
      return await listFindings(call.tx, { ...filter, among }, { cursor, limit }, exceptions);
    } catch (error) {
      throw error instanceof FindingsError ? badCursor() : error;
    }
  },
});

function findingsOfEffect({ input: { effect }, tx }: Call<z.output<typeof input>>) {
  return effect === undefined ? undefined : findingsUnderEffect(tx, effect, underEffectAtMost);
}
