import { z } from 'zod';
import { EvidenceError, registerKey } from '#ground/evidence';
import { operation, OperationError } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';
import { SigningKeyRecord } from './shapes/key.ts';

export const registerKeyOperation = operation({
  name: 'keys.register',
  kind: 'command',
  summary: 'Register a public key that evidence may be signed with',
  http: 'POST /keys',
  input: z.strictObject({
    name: z.string().min(1).max(100),
    /** Ed25519: PEM (SubjectPublicKeyInfo), or base64 of its 32 bytes. */
    publicKey: z.string().min(40).max(1000),
  }),
  output: SigningKeyRecord,
  authorise: ofTenant,
  async run({ input, tx, tenant, actor, at }) {
    try {
      return await registerKey(tx, { organisation: tenant.organisation, ...input, by: actor.id }, at);
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      const code = error.code === 'key-in-use' ? 'conflict' : 'invalid-input';
      throw new OperationError(code, error.message, error.remedy, { cause: error });
    }
  },
});
