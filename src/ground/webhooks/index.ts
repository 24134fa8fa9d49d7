/** Webhooks: who wants to hear of what, signed messages, deliveries that are tried again. */
export { ForbiddenAddressError, isPublicAddress, refuseLiteral } from './address.ts';
export { startDeliveries } from './deliveries.ts';
export type { Deliveries, DeliveryOptions } from './deliveries.ts';
export { openWebhookKey } from './key.ts';
export { secretOf, serialiseSecret, signedHeaders } from './signature.ts';
export { addWebhook, listWebhooks, removeWebhook } from './store.ts';
export type { Webhook } from './store.ts';
