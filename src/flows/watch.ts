import { type Advisories, AdvisoryIndexError, changedKeys, manifestTime, openAdvisories } from '#ground/advisories';
import type { Clock } from '#ground/model';
import { execute, type Settings, systemActor } from '#ground/operations';
import type { Store } from '#ground/store';
import { organisationsBehind, organisationsConcerned, organisationsUnmatched } from '#prove/inventories';
import { rematchInventories } from './operations/inventories.rematch.ts';

export interface WatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  /** Of the advisories. */
  readonly folder: string;
  /** What failed and will be tried again. */
  readonly onError: (error: unknown) => void;
  /** Default: once in a second. */
  readonly everyMilliseconds?: number;
}

/** Notices that the advisories of this machine changed, and matches whatever subjects are made of anew. */
export interface Watch {
  /** Looks now; resolves when everything that changed was matched. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** At the start, whoever was matched with another state than the one that is there is matched whole; then whatever a change concerns. */
export function startWatch(options: WatchOptions): Watch {
  const watcher = new Watcher(options);
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const check = (): Promise<void> => {
    running = running.then(() => watcher.check()).catch(options.onError);
    return running;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void check().finally(() => {
      busy = false;
    });
  }, options.everyMilliseconds ?? 1000);
  timer.unref();
  return {
    check,
    async stop() {
      clearInterval(timer);
      await running;
      watcher.close();
    },
  };
}

class Watcher {
  private readonly options: WatchOptions;
  /** The state with which everything was matched. */
  private matched: Advisories | undefined;
  private time = 0;

  constructor(options: WatchOptions) {
    this.options = options;
  }

  async check(): Promise<void> {
    const { folder } = this.options;
    const time = manifestTime(folder);
    if (time === 0 || time === this.time) return;
    let now: Advisories | undefined;
    try {
      now = openAdvisories(folder);
      // Without an index nothing is known: what was known before stands.
      if (!now.empty) await this.rematch(now);
    } catch (error) {
      now?.close();
      // A damaged index does not mend itself: it is said once, and looked at again when it was replaced.
      if (isDamage(error)) this.time = time;
      throw error;
    }
    this.matched?.close();
    this.matched = now;
    this.time = time;
  }

  close(): void {
    this.matched?.close();
    this.matched = undefined;
  }

  private async rematch(now: Advisories): Promise<void> {
    const { store, clock, settings } = this.options;
    const { matched } = this;
    const keys = matched === undefined ? [] : [...changedKeys(matched, now)];
    const [whole, concerned] = await store.system(
      async (tx) =>
        matched === undefined
          ? [await organisationsBehind(tx, now.state), []]
          : [await organisationsUnmatched(tx), await organisationsConcerned(tx, keys)],
      { readOnly: true },
    );
    for (const organisation of new Set([...whole, ...concerned])) {
      const actor = systemActor('watch', organisation);
      const input = whole.includes(organisation) ? {} : { keys };
      await execute(rematchInventories, input, { store, actor, clock, settings });
    }
  }
}

/** Of the index itself, or as an operation tells of it. */
function isDamage(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return error instanceof AdvisoryIndexError || cause instanceof AdvisoryIndexError;
}
