import { append } from '#ground/ledger';
import { ActorId, type Clock, type Instant, type OrganisationId } from '#ground/model';
import type { Store } from '#ground/store';

/** Why nobody in particular was turned away. */
export type AnonymousDenial = 'no-credentials' | 'bad-token' | 'bad-session' | 'bad-link' | 'forbidden-origin';

/**
 * Counts refusals of callers who did not say who they are, and writes the counts as one entry per interval: an entry each
 * would let a flood fill the log.
 */
export class DenialCounter {
  readonly #store: Store;
  readonly #clock: Clock;
  #since: Instant;
  #counts = new Map<AnonymousDenial, number>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#since = clock();
  }

  count(reason: AnonymousDenial): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** Writes what was counted since the last time to `organisation`'s part of the log; nothing when nothing was. */
  async flush(organisation: OrganisationId): Promise<void> {
    if (this.#counts.size === 0) return;
    const counts = this.#counts;
    const from = this.#since;
    const to = this.#clock();
    this.#counts = new Map();
    this.#since = to;
    const body = { version: 1, from, to, counts: Object.fromEntries(counts) };
    try {
      await this.#store.transaction({ organisation }, (tx) =>
        append(tx, { type: 'anonymous.denied', organisation, actor: ActorId.parse('anonymous'), body }),
      );
    } catch (error) {
      for (const [reason, number] of counts) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + number);
      this.#since = from;
      throw error;
    }
  }
}
