import type { Store } from '#ground/store';
import { selectBacklog, selectLog } from './store.ts';

export interface LedgerHealth {
  readonly ok: boolean;
  readonly origin: string | undefined;
  readonly size: number;
  /** Entries without a place, and the age of the oldest. */
  readonly waiting: number;
  readonly oldestSeconds: number;
  /** Why it is not ok, for people. */
  readonly problem: string | undefined;
}

/** An entry older than this without its place means that nobody sequences. */
const longestWaitSeconds = 10;

export async function ledgerHealth(store: Store): Promise<LedgerHealth> {
  const { log, backlog } = await store.system(
    async (tx) => ({ log: await selectLog(tx), backlog: await selectBacklog(tx) }),
    { readOnly: true },
  );
  const problem =
    backlog.oldestSeconds > longestWaitSeconds
      ? `${backlog.waiting} entries wait for their place in the log, the oldest for ${Math.round(backlog.oldestSeconds)} s: no sequencer is at work`
      : log === undefined
        ? 'no log has begun in this database'
        : undefined;
  return { ok: problem === undefined, origin: log?.origin, size: log?.size ?? 0, ...backlog, problem };
}
