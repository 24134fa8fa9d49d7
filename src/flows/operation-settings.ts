import type { Settings } from '#ground/operations';
import { openWebhookKey } from '#ground/webhooks';

/** What a running program decides for all its operations; `home` is where its keys lie. */
export function operationSettings(home: string, allowPrivateWebhooks = false): Settings {
  return { webhookKey: openWebhookKey(home), allowPrivateWebhooks };
}
