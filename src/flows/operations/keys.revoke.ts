import { z } from 'zod';
import { revokeKey } from '#ground/evidence';
import { SigningKeyId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { ofResource } from './shapes/access.ts';
import { SigningKeyRecord } from './shapes/key.ts';

export const revokeKeyOperation = operation({
  name: 'keys.revoke',
  kind: 'command',
  summary: 'Revoke a key: what it signs from now on is refused',
  http: 'POST /keys/:key/revocation',
  input: z.strictObject({ key: SigningKeyId }),
  output: SigningKeyRecord,
  authorise: ({ input }) => ofResource('SigningKey', input.key),
  async run({ input, tx, at }) {
    const key = await revokeKey(tx, input.key, at);
    if (key === undefined) throw notFound('key', input.key);
    return key;
  },
});
