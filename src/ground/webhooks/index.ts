/** Webhooks: who wants to hear of what, signed messages, deliveries that are tried again. */
export { startDeliveries } from './deliveries.ts';
export { openWebhookKey } from './key.ts';
export { secretOf, serialiseSecret } from './signature.ts';
export { addWebhook, listWebhooks, removeWebhook } from './store.ts';
