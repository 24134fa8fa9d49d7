import { z } from 'zod';
import { ActorId, Instant, SigningKeyId } from '#ground/model';
import { named } from '#ground/operations';

/** A public key that evidence may be signed with. */
export const SigningKeyRecord = named(
  'SigningKeyRecord',
  z.object({
    id: SigningKeyId,
    name: z.string(),
    /** Hexadecimal SHA-256 of the key's DER (SubjectPublicKeyInfo): the `keyid` of signatures. */
    keyid: z.string(),
    registeredBy: ActorId,
    registeredAt: Instant,
    revokedAt: Instant.nullable(),
  }),
);
