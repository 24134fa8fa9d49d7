/** All SQL of webhooks. */
import { type ActorId, type EntryId, type Instant, newId, type OrganisationId, type WebhookId } from '#ground/model';
import type { Transaction } from '#ground/store';
import type { Attempt } from './send.ts';

export interface Webhook {
  readonly id: WebhookId;
  readonly url: string;
  readonly types: string[];
  readonly createdBy: ActorId;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly lastAttempt: (Attempt & { readonly at: Instant }) | null;
  /** Deliveries that wait for their next attempt. */
  readonly waiting: number;
}

interface Row extends Omit<Webhook, 'lastAttempt'> {
  readonly lastAt: Instant | null;
  readonly lastOk: boolean | null;
  readonly lastStatus: number | null;
  readonly lastDetail: string | null;
}

const columns = `id, url, types, created_by as "createdBy", created_at as "createdAt", disabled_at as "disabledAt",
  last_at as "lastAt", last_ok as "lastOk", last_status as "lastStatus", last_detail as "lastDetail",
  (select count(*)::int4 from webhook_delivery d where d.webhook = webhook.id) as waiting`;

/** A webhook that gets what comes after `lastEntry` in the log. */
export async function addWebhook(
  tx: Transaction,
  wish: {
    readonly organisation: OrganisationId;
    readonly url: string;
    readonly types: readonly string[];
    readonly by: ActorId;
    readonly lastEntry: EntryId | undefined;
  },
  at: Instant,
): Promise<Webhook> {
  const [row] = await tx.query<Row>(
    `insert into webhook (id, organisation, url, types, created_by, created_at, last_entry)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [newId('whk'), wish.organisation, wish.url, wish.types, wish.by, at, wish.lastEntry ?? null],
  );
  return toWebhook(row!); // an insert that returns gives its row
}

export async function listWebhooks(tx: Transaction): Promise<Webhook[]> {
  return (await tx.query<Row>(`select ${columns} from webhook order by id`)).map(toWebhook);
}

/** Removes it and what waits for it; false when there is none. */
export async function removeWebhook(tx: Transaction, id: WebhookId): Promise<boolean> {
  return (await tx.query('delete from webhook where id = $1 returning id', [id])).length > 0;
}

function toWebhook({ lastAt, lastOk, lastStatus, lastDetail, ...row }: Row): Webhook {
  const lastAttempt =
    lastAt === null ? null : { at: lastAt, ok: lastOk ?? false, status: lastStatus, detail: lastDetail ?? '' };
  return { ...row, lastAttempt };
}

export interface Listener {
  readonly id: WebhookId;
  readonly organisation: OrganisationId;
  readonly types: readonly string[];
  readonly lastEntry: EntryId | null;
}

/** Organisations that have webhooks in use. Needs a system transaction. */
export async function listeningOrganisations(tx: Transaction): Promise<OrganisationId[]> {
  const rows = await tx.query<{ organisation: OrganisationId }>(
    'select distinct organisation from webhook where disabled_at is null order by organisation',
  );
  return rows.map(({ organisation }) => organisation);
}

/** The tenant's webhooks that are in use, held until the transaction ends; those that others hold are left to them. */
export function holdListeners(tx: Transaction): Promise<Listener[]> {
  return tx.query<Listener>(
    `select id, organisation, types, last_entry as "lastEntry" from webhook
     where disabled_at is null order by id for update skip locked`,
  );
}

/** Makes out deliveries, due at once, and remembers how far the log has been read. */
export async function addDeliveries(
  tx: Transaction,
  { id, organisation }: Listener,
  entries: readonly EntryId[],
  lastEntry: EntryId,
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into webhook_delivery (webhook, organisation, entry, next_at)
     select $1, $2, entry, $4 from unnest($3::text[]) as entry on conflict do nothing`,
    [id, organisation, entries, at],
  );
  await tx.query('update webhook set last_entry = $2 where id = $1', [id, lastEntry]);
}

export interface DueDelivery {
  readonly webhook: WebhookId;
  readonly organisation: OrganisationId;
  readonly url: string;
  /** Who registered the webhook. */
  readonly registrant: ActorId;
  readonly entry: EntryId;
  /** With the one that is due now. */
  readonly attempts: number;
}

/**
 * Takes deliveries that are due, of all organisations (in a system transaction), and puts each off as if the attempt had failed already: whoever dies in it leaves it to be
 * tried again. `waits`: seconds after each attempt.
 */
export function takeDue(tx: Transaction, at: Instant, limit: number, waits: readonly number[]): Promise<DueDelivery[]> {
  return tx.query<DueDelivery>(
    `with due as (
       select webhook, entry from webhook_delivery where next_at <= $1 order by next_at, entry limit $2 for update skip locked
     )
     update webhook_delivery d
       set attempts = d.attempts + 1,
           next_at = $1::timestamptz + make_interval(secs => ($3::float8[])[least(d.attempts + 1, cardinality($3::float8[]))])
     from due, webhook w
     where d.webhook = due.webhook and d.entry = due.entry and w.id = d.webhook
     returning d.webhook, d.organisation, d.entry, d.attempts, w.url, w.created_by as registrant`,
    [at, limit, waits],
  );
}

/** Notes how an attempt went; one that arrived, or was the last, is waited for no more. Returns since when all have failed. */
export async function noteAttempt(
  tx: Transaction,
  { webhook, entry }: Pick<DueDelivery, 'webhook' | 'entry'>,
  attempt: Attempt,
  at: Instant,
  isLast: boolean,
): Promise<Instant | undefined> {
  if (attempt.ok || isLast)
    await tx.query('delete from webhook_delivery where webhook = $1 and entry = $2', [webhook, entry]);
  const [row] = await tx.query<{ failingSince: Instant | null }>(
    `update webhook set last_at = $2, last_ok = $3, last_status = $4, last_detail = $5,
       failing_since = case when $3 then null else coalesce(failing_since, $2) end
     where id = $1 returning failing_since as "failingSince"`,
    [webhook, at, attempt.ok, attempt.status, attempt.detail.slice(0, 500)],
  );
  return row?.failingSince ?? undefined;
}

/** It gets nothing more. False when it was disabled already, or is gone. */
export async function disableWebhook(tx: Transaction, id: WebhookId, at: Instant): Promise<boolean> {
  await tx.query('delete from webhook_delivery where webhook = $1', [id]);
  const rows = await tx.query(
    'update webhook set disabled_at = $2 where id = $1 and disabled_at is null returning id',
    [id, at],
  );
  return rows.length > 0;
}
