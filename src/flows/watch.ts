import { type Advisories, changedKeys, manifestTime, openAdvisories } from '#ground/advisories';
import type { Clock, OrganisationId } from '#ground/model';
import { execute, type Settings, systemActor } from '#ground/operations';
import type { Store } from '#ground/store';
import { organisationsBehind, organisationsConcerned } from '#prove/inventories';
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
    const now = openAdvisories(folder);
    try {
      // Without an index nothing is known: what was known before stands.
      if (!now.empty && now.state !== this.matched?.state) await this.rematch(now);
    } catch (error) {
      now.close();
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
    const keys = this.matched === undefined ? undefined : [...changedKeys(this.matched, now)];
    const concerned = await store.system(
      (tx): Promise<OrganisationId[]> =>
        keys === undefined ? organisationsBehind(tx, now.state) : organisationsConcerned(tx, keys),
      { readOnly: true },
    );
    for (const organisation of concerned) {
      const actor = systemActor('watch', organisation);
      await execute(rematchInventories, keys === undefined ? {} : { keys }, { store, actor, clock, settings });
    }
  }
}
