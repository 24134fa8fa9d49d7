import { z } from 'zod';
import { listKeys } from '#ground/evidence';
import { operation } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { SigningKeyRecord } from './shapes/key.ts';

export const listKeysOperation = operation({
  name: 'keys.list',
  kind: 'query',
  summary: 'List the keys that evidence may be signed with, revoked ones too',
  http: 'GET /keys',
  input: z.strictObject({}),
  output: z.object({ items: z.array(SigningKeyRecord) }),
  authorise: ofTenant,
  run: async ({ tx }) => ({ items: await listKeys(tx) }),
});
