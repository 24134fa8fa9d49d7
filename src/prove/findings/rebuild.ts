import type { ProjectId } from '#ground/model';
import type { Transaction } from '#ground/store';
import { applyEvidence, type SubmittedScan } from './apply.ts';
import { clear } from './store.ts';

/**
 * Makes the projection anew from evidence in the order of its submission: of the tenant, or of one project of it.
 * Returns the number of scans. The evidence is the truth, and this the proof that nothing else is.
 */
export async function rebuild(
  tx: Transaction,
  evidence: AsyncIterable<SubmittedScan> | Iterable<SubmittedScan>,
  project?: ProjectId,
): Promise<number> {
  await clear(tx, project);
  let scans = 0;
  for await (const scan of evidence) if ((await applyEvidence(tx, scan)) !== undefined) scans += 1;
  return scans;
}
