import { z } from 'zod';
import { WebhookId } from '#ground/model';
import { notFound, operation } from '#ground/operations';
import { removeWebhook } from '#ground/webhooks';
import { ofResource } from './shapes/access.ts';

export const removeWebhookOperation = operation({
  name: 'webhooks.remove',
  kind: 'command',
  summary: 'Remove a webhook, and what waits to be delivered to it',
  http: 'DELETE /webhooks/:webhook',
  input: z.strictObject({ webhook: WebhookId }),
  output: z.object({ id: WebhookId }),
  authorise: ({ input }) => ofResource('Webhook', input.webhook),
  async run({ input, tx }) {
    if (!(await removeWebhook(tx, input.webhook))) throw notFound('webhook', input.webhook);
    return { id: input.webhook };
  },
});
