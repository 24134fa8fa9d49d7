import { z } from 'zod';
import { ActorId, Instant, ProjectId, TokenId } from '#ground/model';
import { TokenScope } from '#ground/people';
import { named } from '#ground/operations';

/** A machine's token, never with the token itself. */
export const TokenRecord = named(
  'TokenRecord',
  z.object({
    id: TokenId,
    name: z.string(),
    scopes: z.array(TokenScope),
    project: ProjectId.nullable(),
    createdBy: ActorId,
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  }),
);
