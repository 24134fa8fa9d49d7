import type { MessagePort } from 'node:worker_threads';
import type { AnalyzerEntry } from '../request.ts';
import { Assets } from '../work/assets.ts';
import { makeReady, openSessions, type Prepared } from '../work/open.ts';
import { type Harvested, HistoryHand, type HistoryStart, type Job } from './hand.ts';

export interface JobMessage {
  readonly job: Job;
  readonly thread: number;
}

/** The whole life of a worker that looks at history: does one job after the other. */
export async function runHistoryWorker(
  entries: readonly AnalyzerEntry[],
  start: HistoryStart,
  port: MessagePort,
): Promise<void> {
  const analyzers = await Promise.all(start.analyzers.map((id) => entries.find((entry) => entry.id === id)!.load()));
  const prepared: Prepared = {
    analyzers,
    assets: Assets.of(analyzers, start.assets),
    own: start.own,
    digests: [],
    factsDigest: '' as Prepared['factsDigest'], // digests are the main thread's business
    notLookedAt: [],
  };
  await makeReady(prepared); // what failed is told by the thread that gathers
  const hand = new HistoryHand(start, prepared, openSessions(prepared, start.projectKey));
  port.on('message', ({ job, thread }: JobMessage) => {
    const work = hand.work(job, thread, true);
    for (let step = work.next(); ; step = work.next())
      if (step.done === true) {
        const { failures, gaps, found, trees, live } = step.value;
        port.postMessage({
          failures,
          gaps,
          found,
          ...(trees === undefined ? {} : { trees }),
          ...(live === undefined ? {} : { live }),
        } satisfies Harvested);
        return;
      }
  });
}
