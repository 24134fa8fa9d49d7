import { append, type Entry, listEntries, readEntry } from '#ground/ledger';
import { ActorId, canonicalJson, type Clock, type Instant } from '#ground/model';
import type { Store, Transaction } from '#ground/store';
import { type Attempt, send } from './send.ts';
import { secretOf, signedHeaders } from './signature.ts';
import {
  addDeliveries,
  disableWebhook,
  type DueDelivery,
  holdListeners,
  listeningOrganisations,
  type Listener,
  noteAttempt,
  takeDue,
} from './store.ts';

/** Seconds until the next attempt, as Standard Webhooks proposes them ("Deliverability and reliability"): 8 attempts in some 28 hours. */
const waits: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];

/** A webhook to which nothing has arrived for so long is disabled. */
const disabledAfterDays = 5;

const entriesPerLook = 200;
const sentTogether = 16;

export interface DeliveryOptions {
  readonly store: Store;
  /** Of the installation: each webhook's secret is derived from it. */
  readonly key: Uint8Array;
  /** Lets messages go to loopback and private addresses. */
  readonly allowPrivate: boolean;
  readonly clock: Clock;
  /** What a message carries of an entry, for a webhook that this actor registered. */
  readonly data: (entry: Entry, registrant: ActorId) => Promise<unknown>;
  /** Milliseconds between two looks. Default 1,000. */
  readonly every?: number;
  /** A look that failed; there will be another. */
  readonly onError?: (error: unknown) => void;
}

/** Sends what happened to whoever asked for it. Any number may run on one database. */
export interface Deliveries {
  /** One look: makes out what is new, then sends what is due. Returns the number of attempts. */
  look(): Promise<number>;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

export function startDeliveries(options: DeliveryOptions): Deliveries {
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = (): Promise<number> => lookOnce(options);
  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = look()
        .catch((error: unknown) => options.onError?.(error))
        .finally(schedule);
    }, options.every ?? 1000);
    timer.unref();
  };
  schedule();
  return {
    look,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function lookOnce(options: DeliveryOptions): Promise<number> {
  const { store, clock } = options;
  for (const organisation of await store.system(listeningOrganisations, { readOnly: true })) {
    await store.transaction({ organisation }, (tx) => makeOut(tx, clock()));
  }
  const due = await store.system((tx) => takeDue(tx, clock(), sentTogether, waits));
  await Promise.all(due.map((delivery) => deliver(delivery, options)));
  return due.length;
}

async function makeOut(tx: Transaction, at: Instant): Promise<void> {
  for (const listener of await holdListeners(tx)) {
    const entries = await listEntries(tx, { after: listener.lastEntry ?? undefined, limit: entriesPerLook });
    const last = entries.at(-1);
    if (last === undefined) continue;
    const wanted = entries.filter(({ type }) => isWanted(listener, type)).map(({ id }) => id);
    await addDeliveries(tx, listener, wanted, last.id, at);
  }
}

function isWanted({ types }: Listener, type: string): boolean {
  return types.length === 0 || types.includes(type);
}

async function deliver(delivery: DueDelivery, options: DeliveryOptions): Promise<void> {
  const { store, clock } = options;
  const tenant = { organisation: delivery.organisation };
  const entry = await store.transaction(tenant, (tx) => readEntry(tx, delivery.entry), { readOnly: true });
  const attempt: Attempt =
    entry === undefined
      ? { ok: true, status: null, detail: 'the entry is gone' }
      : await sendEntry(entry, delivery, options);
  await store.transaction(tenant, async (tx) => {
    const at = clock();
    const failingSince = await noteAttempt(tx, delivery, attempt, at, delivery.attempts > waits.length);
    if (failingSince === undefined || !isOver(failingSince, at)) return;
    if (await disableWebhook(tx, delivery.webhook, at)) await recordDisabled(tx, delivery, failingSince, attempt);
  });
}

async function sendEntry(
  entry: Entry,
  { webhook, url, registrant }: DueDelivery,
  options: DeliveryOptions,
): Promise<Attempt> {
  const data = await options.data(entry, registrant);
  const payload = canonicalJson({ type: entry.type, timestamp: entry.time, data });
  const secret = secretOf(options.key, webhook);
  const headers = signedHeaders(secret, { id: entry.id, at: options.clock(), payload });
  return send({ url, headers, payload, allowPrivate: options.allowPrivate });
}

function isOver(failingSince: Instant, at: Instant): boolean {
  return Date.parse(at) - Date.parse(failingSince) > disabledAfterDays * 86_400_000;
}

async function recordDisabled(
  tx: Transaction,
  { webhook, organisation }: DueDelivery,
  failingSince: Instant,
  { detail }: Attempt,
): Promise<void> {
  const actor = ActorId.parse('system:webhooks');
  await append(tx, {
    type: 'webhooks.disabled',
    organisation,
    actor,
    body: { version: 1, webhook, failingSince, detail },
  });
}
