import { z } from 'zod';
import { listEntries } from '#ground/ledger';
import { type Digest, digestBytes } from '#ground/model';
import { ForbiddenAddressError, refuseLiteral } from '#ground/net';
import { operation, OperationError, type Settings } from '#ground/operations';
import { addWebhook, secretOf, serialiseSecret } from '#ground/webhooks';
import { ofTenant } from './shapes/access.ts';
import { WebhookRecord } from './shapes/webhook.ts';

export const registerWebhook = operation({
  name: 'webhooks.register',
  kind: 'command',
  summary: 'Register a webhook, which gets signed messages about what happens from now on',
  http: 'POST /webhooks',
  input: z.strictObject({
    /** https, and on the public internet, unless this server was told to allow more. */
    url: z.url({ protocol: /^https?$/ }).max(2048),
    /** Types of entries; empty: all. */
    types: z
      .array(z.string().regex(/^[a-z]+\.[a-z-]+$/))
      .max(50)
      .default([]),
  }),
  /** `secret` signs its messages (Standard Webhooks). It is shown once; a repeated request does not have it. */
  output: WebhookRecord.extend({ secret: z.string().optional() }),
  authorise: ofTenant,
  async run({ input: { url, types }, tx, tenant, actor, settings, at }) {
    refuseUnsafe(url, settings);
    const { organisation } = tenant;
    const [newest] = await listEntries(tx, { order: 'newest', limit: 1 });
    const webhook = await addWebhook(tx, { organisation, url, types, by: actor.id, lastEntry: newest?.id }, at);
    return { ...webhook, secret: serialiseSecret(secretOf(settings.webhookKey, webhook.id)) };
  },
  shownOnce: ['secret'],
  // A webhook's URL is often a credential, and what the log keeps it keeps for good.
  keep(input, result) {
    const { secret: _, ...webhook } = result;
    return {
      input: { ...withoutPath(input.url), types: input.types },
      result: { ...webhook, ...withoutPath(input.url) },
    };
  },
});

/** Where it goes, for people, and a digest with which whoever knows the URL can tell that it was this one. */
function withoutPath(url: string): { url: string; urlDigest: Digest } {
  return { url: `${new URL(url).origin}/…`, urlDigest: digestBytes(url) };
}

/** Names are looked at when they are connected to; here, what can be seen from the URL alone. */
function refuseUnsafe(text: string, { allowPrivateWebhooks }: Settings): void {
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refusal('it holds credentials, which would be shown in lists');
  if (allowPrivateWebhooks) return;
  if (url.protocol !== 'https:') throw refusal('it is not https');
  try {
    refuseLiteral(url);
  } catch (error) {
    throw error instanceof ForbiddenAddressError ? refusal(error.message) : error;
  }
}

function refusal(why: string): OperationError {
  return new OperationError(
    'invalid-input',
    `the webhook's URL is refused: ${why}`,
    'Give an https URL on the public internet, or start the server with private webhooks allowed.',
    { issues: [{ path: 'url', message: why }] },
  );
}
