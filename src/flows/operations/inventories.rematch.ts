import { z } from 'zod';
import { AdvisoryIndexError } from '#ground/advisories';
import { Instant, SubjectId } from '#ground/model';
import { named, operation, OperationError } from '#ground/operations';
import { type AdvisoryChange, keepState, rematch } from '#prove/inventories';
import { ofTenant } from './shapes/access.ts';
import { CutSubject } from './shapes/cut-subject.ts';

const count = z.int().min(0);
const seconds = z.number().min(0);

const Detection = named(
  'Detection',
  z.object({
    /** How the advisory is called, and its other ids. */
    advisory: z.string(),
    aliases: z.array(z.string()),
    kind: z.enum(['vulnerability', 'malicious', 'unmaintained', 'notice']),
    summary: z.string(),
    /** Subjects that are affected since now, with the packages that bring it; the first 500. */
    newly: z.array(z.object({ subject: SubjectId, packages: z.array(z.string()) })),
    newlyCount: count,
    /** Subjects that were affected before already, among those that have a package in question; the first 500. */
    before: z.array(SubjectId),
    beforeCount: count,
    /** From the advisory's publication, and from its last change, to its detection here; null where it states none. */
    secondsSincePublished: seconds.nullable(),
    secondsSinceModified: seconds.nullable(),
  }),
);

const input = z.strictObject({
  /** Keys of the packages about which something changed; absent: all packages are matched anew. */
  keys: z.array(z.string().min(1).max(2048)).max(2_000_000).optional(),
});

export const rematchInventories = operation({
  name: 'inventories.rematch',
  kind: 'command',
  summary: 'Match what subjects are made of with the advisories as they are now',
  http: 'POST /inventories/rematch',
  input,
  output: z.object({
    /** Of the advisories that were matched with. */
    state: z.string(),
    packages: count,
    subjects: count,
    detectedAt: Instant,
    /** From the arrival of this state of the advisories on this machine to now; null when there is none. */
    secondsToDetect: seconds.nullable(),
    /** Advisories that some subject is newly affected by, those that concern most first; the first 200. */
    detections: z.array(Detection),
    detectionCount: count,
    newlyCount: count,
    /** How often a package is not affected any more. */
    ended: count,
    /** Subjects that are affected more often than is kept of one, and how often more; the first 500. */
    cut: z.array(CutSubject),
    cutCount: count,
  }),
  maxBody: 64 * 1024 * 1024,
  authorise: ofTenant,
  async run({ input: { keys }, tx, tenant, actor, at, clock, settings }) {
    const { advisories, found } = await undamaged(async () => {
      const advisories = settings.advisories();
      return { advisories, found: await rematch(tx, advisories, { keys }, tenant.organisation, at) };
    });
    // Keys that somebody names are not all that changed, and a project is not all that there is: only the watch knows what it left out.
    const isWhole = (keys === undefined && tenant.project === undefined) || actor.kind === 'system';
    if (isWhole) await keepState(tx, tenant.organisation, advisories.state, at);
    const detectedAt = clock();
    const now = Date.parse(detectedAt);
    return {
      state: advisories.state,
      packages: found.packages,
      subjects: found.subjects,
      detectedAt,
      secondsToDetect: secondsBetween(advisories.arrivedAt, now),
      detections: found.changes.slice(0, 200).map((change) => detectionOf(change, now)),
      detectionCount: found.changes.length,
      newlyCount: found.newly,
      ended: found.ended,
      cut: [...found.leftOut].slice(0, 500).map(([subject, leftOut]) => ({ subject, leftOut })),
      cutCount: found.leftOut.size,
    };
  },
  // The keys are those of the change, and may be all that there are.
  keep: ({ keys }, result) => ({ input: { keys: keys?.length ?? 'all' }, result }),
});

async function undamaged<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AdvisoryIndexError)) throw error;
    throw new OperationError(
      'conflict',
      `the advisories of this server are damaged: ${error.message}`,
      'Synchronise them on the server: selvedge advisories sync.',
      { cause: error },
    );
  }
}

function detectionOf(change: AdvisoryChange, now: number): z.input<typeof Detection> {
  return {
    advisory: change.id,
    aliases: [...change.aliases],
    kind: change.kind,
    summary: change.summary,
    newly: [...change.newly].slice(0, 500).map(([subject, packages]) => ({ subject, packages: packages.slice(0, 20) })),
    newlyCount: change.newly.size,
    before: [...change.before].slice(0, 500),
    beforeCount: change.before.size,
    secondsSincePublished: secondsBetween(change.published ?? 0, now),
    secondsSinceModified: secondsBetween(change.modified, now),
  };
}

/** With three decimals; null when nobody knows the beginning. Clocks that are ahead count as now. */
function secondsBetween(from: number, to: number): number | null {
  return from === 0 ? null : Math.max(0, Math.round(to - from) / 1000);
}
