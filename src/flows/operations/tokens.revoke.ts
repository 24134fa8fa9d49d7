import { z } from 'zod';
import { TokenId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { revokeToken } from '#ground/people';
import { ofResource } from './shapes/access.ts';
import { TokenRecord } from './shapes/token.ts';

export const revokeTokenOperation = operation({
  name: 'tokens.revoke',
  kind: 'command',
  summary: 'Revoke a token: from now on it is refused',
  http: 'POST /tokens/:token/revocation',
  input: z.strictObject({ token: TokenId }),
  output: TokenRecord,
  authorise: ({ input }) => ofResource('Token', input.token),
  async run({ input, tx, at }) {
    const token = await revokeToken(tx, input.token, at);
    if (token === undefined) throw notFound('token', input.token);
    return token;
  },
});
