import type { Clock } from '#ground/model';
import { type DenialCounter, forgetOldKeys } from '#ground/operations';
import { forgetOldSessions, homeOrganisation } from '#ground/people';
import type { Store } from '#ground/store';
import { startDeliveries } from '#ground/webhooks';
import { webhookData } from './webhook-data.ts';

export interface UpkeepOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly denials: DenialCounter;
  readonly webhookKey: Uint8Array;
  readonly allowPrivateWebhooks: boolean;
  /** What failed and will be tried again. */
  readonly onError: (error: unknown) => void;
}

/** What a running server does by itself: delivers webhooks, writes counted refusals, forgets what is over. */
export interface Upkeep {
  /** Writes the refusals that are counted now. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const flushEvery = 60_000;
const forgetEvery = 3_600_000;

export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, clock, onError } = options;
  const deliveries = startDeliveries({
    store,
    clock,
    key: options.webhookKey,
    allowPrivate: options.allowPrivateWebhooks,
    data: webhookData(options),
    onError,
  });
  const flush = (): Promise<void> => flushDenials(options);
  const forget = (): Promise<void> =>
    store.system(async (tx) => {
      await forgetOldKeys(tx, clock());
      await forgetOldSessions(tx, clock());
    });
  const timers = [
    setInterval(() => void flush().catch(onError), flushEvery),
    setInterval(() => void forget().catch(onError), forgetEvery),
  ];
  for (const timer of timers) timer.unref();
  return {
    flush,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await deliveries.stop();
      await flush().catch(onError);
    },
  };
}

/** Nobody in particular was refused: it goes into the part of the log of whoever runs this installation. */
async function flushDenials({ store, denials }: UpkeepOptions): Promise<void> {
  const home = await store.system(homeOrganisation, { readOnly: true });
  if (home !== undefined) await denials.flush(home.id);
}
