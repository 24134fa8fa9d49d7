import { AdvisoryIndexError, readManifest, type SourceState } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import { readStates } from '#observe/feeds';
import type { ChangeRequest } from './request.ts';

/** How one source stands. Times in milliseconds since 1970. */
export interface SourceStatus extends SourceState {
  readonly ageHours: number;
  readonly isStale: boolean;
  readonly failure?: { readonly at: number; readonly code: string; readonly message: string };
  readonly notes: readonly string[];
}

export interface AdvisoriesStatus {
  readonly folder: string;
  readonly sources: readonly SourceStatus[];
  /** Sources that never gave anything, and why. */
  readonly failed: readonly {
    readonly id: string;
    readonly at: number;
    readonly code: string;
    readonly message: string;
  }[];
  /** The index itself cannot be read. */
  readonly damage?: string;
}

/** How each source stands: what it has, how old it is, and what went wrong the last time. */
export function advisoriesStatus({
  folder = advisoriesHome(),
  now = Date.now,
}: Pick<ChangeRequest, 'folder' | 'now'> = {}): AdvisoriesStatus {
  const states = readStates(folder);
  const at = now();
  let damage: string | undefined;
  let known: readonly SourceState[] = [];
  try {
    known = readManifest(folder)?.sources ?? [];
  } catch (error) {
    if (!(error instanceof AdvisoryIndexError)) throw error;
    damage = error.message;
  }
  const sources = known.map((source) => {
    const ageHours = Math.max(0, Math.floor((at - source.checkedAt) / 3_600_000));
    const { failure, notes = [], problems = source.problems } = states.get(source.id) ?? {};
    const { id, kind, origin, checkedAt, modified, limitHours, types, records, partial } = source;
    return {
      id,
      kind,
      ...(origin !== undefined && { origin }),
      checkedAt,
      modified,
      limitHours,
      types,
      records,
      ...(partial !== undefined && { partial }),
      problems,
      ageHours,
      isStale: ageHours > limitHours,
      ...(failure !== undefined && { failure }),
      notes,
    };
  });
  const failed = [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, { failure }]) =>
      failure === undefined || sources.some((source) => source.id === id) ? [] : [{ id, ...failure }],
    );
  return { folder, sources, failed, ...(damage !== undefined && { damage }) };
}
