import type { Entry } from '#ground/ledger';
import type { ActorId, Clock } from '#ground/model';
import { permits } from '#ground/operations';
import { findActor } from '#ground/people';
import type { Store } from '#ground/store';
import { bodyIsListedBy, type FeedEvent, isOutside, toFeedEvent } from './operations/shapes/log.ts';

/**
 * What a webhook's message carries of an entry: the body only where whoever registered the webhook may read it on the day that it
 * is sent. A webhook must not go on telling somebody what their role no longer lets them see.
 */
export function webhookData({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): (entry: Entry, registrant: ActorId) => Promise<FeedEvent> {
  return async (entry, registrant) => {
    const { organisation } = entry;
    const actor = await store.transaction({ organisation }, (tx) => findActor(tx, registrant, clock()), {
      readOnly: true,
    });
    if (actor === undefined || isOutside(entry, actor.project)) return toFeedEvent(entry, false);
    const action = { name: bodyIsListedBy(entry), kind: 'query' } as const;
    return toFeedEvent(entry, await permits(actor, action, { resource: { type: 'Organisation', id: organisation } }));
  };
}
