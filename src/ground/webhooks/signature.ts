import { createHmac } from 'node:crypto';
import type { Instant } from '#ground/model';

/**
 * The secret of one webhook, 32 bytes: HMAC-SHA-256 of its id under the installation's key. Derived, so that the database and
 * its backups hold none.
 */
export function secretOf(installationKey: Uint8Array, webhook: string): Buffer {
  return createHmac('sha256', installationKey).update(`selvedge webhook v1\n${webhook}`).digest();
}

/** As receivers' libraries want it: `whsec_` and base64 (Standard Webhooks, "Secret serialization"). */
export function serialiseSecret(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}

/**
 * The three headers of Standard Webhooks (github.com/standard-webhooks, spec, "Webhook headers"): HMAC-SHA-256 over
 * `id.timestamp.payload`, version `v1`, seconds since the epoch.
 */
export function signedHeaders(
  secret: Uint8Array,
  message: { readonly id: string; readonly at: Instant; readonly payload: string },
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(Date.parse(message.at) / 1000));
  const signature = createHmac('sha256', secret)
    .update(`${message.id}.${timestamp}.${message.payload}`)
    .digest('base64');
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
