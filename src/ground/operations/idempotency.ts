import type { Digest, Instant } from '#ground/model';
import type { Tenant, Transaction } from '#ground/store';
import { OperationError } from './error.ts';

/** How long a key is remembered. */
const keyLifetimeHours = 24;

export interface KeyedRequest {
  readonly tenant: Tenant;
  readonly actor: string;
  readonly key: string;
  readonly operation: string;
  readonly request: Digest;
  readonly at: Instant;
}

/**
 * Claims the key for this transaction. Undefined: it was free, and is taken when the transaction commits. Otherwise the
 * answer to the earlier request of the same key; one that is still under way is waited for, by the primary key's lock.
 *
 * @throws OperationError `key-reused` when the earlier request was another one.
 */
export async function claimKey(tx: Transaction, claim: KeyedRequest): Promise<unknown> {
  const { organisation } = claim.tenant;
  const claimed = await tx.query(
    `insert into idempotency (organisation, actor, key, operation, request, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation, actor, key) do update
       set operation = excluded.operation, request = excluded.request, at = excluded.at, answer = null
       where idempotency.at < $6::timestamptz - make_interval(hours => $7::int)
     returning key`,
    [organisation, claim.actor, claim.key, claim.operation, claim.request, claim.at, keyLifetimeHours],
  );
  if (claimed.length > 0) return undefined;
  const [earlier] = await tx.query<{ operation: string; request: string; answer: unknown }>(
    'select operation, request, answer from idempotency where organisation = $1 and actor = $2 and key = $3',
    [organisation, claim.actor, claim.key],
  );
  if (earlier?.operation === claim.operation && earlier.request === claim.request) return earlier.answer;
  throw new OperationError(
    'key-reused',
    `the idempotency key ${claim.key} was used for another request (${earlier?.operation ?? claim.operation})`,
    'Take a new key for each request; repeat one only with the very same input.',
  );
}

/** Keeps what a repeated request is answered. */
export async function keepAnswer(tx: Transaction, claim: KeyedRequest, answer: unknown): Promise<void> {
  await tx.query('update idempotency set answer = $4 where organisation = $1 and actor = $2 and key = $3', [
    claim.tenant.organisation,
    claim.actor,
    claim.key,
    JSON.stringify(answer),
  ]);
}

/** Forgets keys past their lifetime, of all organisations. */
export async function forgetOldKeys(tx: Transaction, at: Instant): Promise<void> {
  await tx.query('delete from idempotency where at < $1::timestamptz - make_interval(hours => $2::int)', [
    at,
    keyLifetimeHours,
  ]);
}
