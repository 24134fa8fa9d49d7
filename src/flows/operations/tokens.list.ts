import { z } from 'zod';
import { operation } from '#ground/operations';
import { listTokens } from '#ground/people';
import { ofTenant } from './shapes/access.ts';
import { TokenRecord } from './shapes/token.ts';

export const listTokensOperation = operation({
  name: 'tokens.list',
  kind: 'query',
  summary: 'List the tokens of machines, revoked and expired ones too',
  http: 'GET /tokens',
  input: z.strictObject({}),
  output: z.object({ items: z.array(TokenRecord) }),
  authorise: ofTenant,
  run: async ({ tx }) => ({ items: await listTokens(tx) }),
});
