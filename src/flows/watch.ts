import { type Advisories, AdvisoryIndexError, changedKeys, manifestTime, openAdvisories } from '#ground/advisories';
import type { Clock, OrganisationId } from '#ground/model';
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
  /** What failed and will be tried again: that of one organisation after a pause that grows, while others go on. */
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

/** An organisation whose packages could not be matched. */
interface Failure {
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly again: number;
}

const shortestPause = 2000;
const longestPause = 3_600_000;

class Watcher {
  private readonly options: WatchOptions;
  /** The state with which everything was matched. */
  private matched: Advisories | undefined;
  private time = 0;
  private readonly failed = new Map<OrganisationId, Failure>();

  constructor(options: WatchOptions) {
    this.options = options;
  }

  async check(): Promise<void> {
    const { folder } = this.options;
    const time = manifestTime(folder);
    if (time === 0) return;
    if (time === this.time) {
      const at = Date.parse(this.options.clock());
      for (const [organisation, { again }] of this.failed) if (again <= at) await this.matchOne(organisation, {});
      return;
    }
    let now: Advisories | undefined;
    try {
      now = openAdvisories(folder);
      // Without an index nothing is known: what was known before stands.
      if (!now.empty) await this.rematch(now);
    } catch (error) {
      now?.close();
      // A damaged index does not mend itself: it is said once, and looked at again when it was replaced.
      if (error instanceof AdvisoryIndexError) this.time = time;
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
    const { store } = this.options;
    const { matched } = this;
    const keys = matched === undefined ? [] : [...changedKeys(matched, now)];
    const [whole, concerned] = await store.system(
      async (tx) =>
        matched === undefined
          ? [await organisationsBehind(tx, now.state), []]
          : [await organisationsUnmatched(tx), await organisationsConcerned(tx, keys)],
      { readOnly: true },
    );
    const all = new Set(whole);
    for (const organisation of new Set([...whole, ...concerned, ...this.failed.keys()]))
      await this.matchOne(organisation, all.has(organisation) ? {} : { keys });
  }

  /** Whoever failed before is matched whole. What one fails by is no matter of the others. */
  private async matchOne(organisation: OrganisationId, input: { readonly keys?: string[] }): Promise<void> {
    const { store, clock, settings, onError } = this.options;
    const before = this.failed.get(organisation);
    const actor = systemActor('watch', organisation);
    try {
      await execute(rematchInventories, before === undefined ? input : {}, { store, actor, clock, settings });
      this.failed.delete(organisation);
    } catch (error) {
      const attempts = (before?.attempts ?? 0) + 1;
      const pause = Math.min(longestPause, shortestPause * 2 ** (attempts - 1));
      this.failed.set(organisation, { attempts, again: Date.parse(clock()) + pause });
      onError(error);
    }
  }
}
