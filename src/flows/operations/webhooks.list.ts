import { z } from 'zod';
import { operation } from '#ground/operations';
import { listWebhooks } from '#ground/webhooks';
import { ofTenant } from './shapes/access.ts';
import { WebhookRecord } from './shapes/webhook.ts';

export const listWebhooksOperation = operation({
  name: 'webhooks.list',
  kind: 'query',
  summary: 'List webhooks and how their deliveries go',
  http: 'GET /webhooks',
  input: z.strictObject({}),
  output: z.object({ items: z.array(WebhookRecord) }),
  authorise: ofTenant,
  run: async ({ tx }) => ({ items: await listWebhooks(tx) }),
});
