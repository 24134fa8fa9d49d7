import { z } from 'zod';
import { ProjectId } from '#ground/model';
import { operation } from '#ground/operations';
import { createToken, TokenScope } from '#ground/people';
import { ofTenant } from './shapes/access.ts';
import { TokenRecord } from './shapes/token.ts';

export const createTokenOperation = operation({
  name: 'tokens.create',
  kind: 'command',
  summary: 'Create a token for a machine',
  http: 'POST /tokens',
  input: z.strictObject({
    name: z.string().min(1).max(100),
    scopes: z.array(TokenScope).min(1).max(3),
    /** The only project that it reaches; absent: all. */
    project: ProjectId.optional(),
    /** After so many days it is refused. */
    days: z.int().min(1).max(365).default(90),
  }),
  /** `token` is shown once; a repeated request does not have it. */
  output: TokenRecord.extend({ token: z.string().optional() }),
  authorise: (call) => ({ ...ofTenant(call), ...(call.input.project && { project: call.input.project }) }),
  run: ({ input, tx, tenant, actor, at }) =>
    createToken(tx, { organisation: tenant.organisation, ...input, createdBy: actor.id }, at),
  shownOnce: ['token'],
});
