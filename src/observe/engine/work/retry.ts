import type { NotLookedAt, NotLookedAtReason } from '#ground/model';
import type { RoundFile } from './round.ts';

/** The file as it is tried again after `analyzer` (-1: reading it) did not come back. */
export function withoutCulprit(
  file: RoundFile,
  analyzer: number,
  reason: NotLookedAtReason,
  analyzers: readonly string[],
): RoundFile {
  const by = analyzers[analyzer];
  const gap: NotLookedAt = { path: file.path, reason, expected: false, ...(by === undefined ? {} : { by }) };
  return { ...file, skip: analyzer < 0 ? file.skip : file.skip | (1 << analyzer), gaps: [...file.gaps, gap] };
}
