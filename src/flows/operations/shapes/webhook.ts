import { z } from 'zod';
import { ActorId, Instant, WebhookId } from '#ground/model';
import { named } from '#ground/operations';

export const WebhookRecord = named(
  'WebhookRecord',
  z.object({
    id: WebhookId,
    url: z.string(),
    /** Types of entries that it gets; empty: all. */
    types: z.array(z.string()),
    createdBy: ActorId,
    createdAt: Instant,
    /** Set when deliveries failed for too long; it gets nothing more. */
    disabledAt: Instant.nullable(),
    lastAttempt: z.object({ at: Instant, ok: z.boolean(), status: z.int().nullable(), detail: z.string() }).nullable(),
    /** Deliveries that wait for their next attempt. */
    waiting: z.int().min(0),
  }),
);
