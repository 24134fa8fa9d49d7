import { listLeases } from '#ground/leases';
import { type Instant, type Lease, leaseState, type ProjectId, type SubjectId } from '#ground/model';
import type { Transaction } from '#ground/store';
import { premisesToday } from './premises.ts';

/** More exceptions than anybody keeps in view; a list beyond it would be a way to switch the product off. */
const atMost = 10_000;

/** The exceptions that hold at an instant: what lists show as accepted. */
export async function exceptionsInForce(
  tx: Transaction,
  of: { readonly project?: ProjectId | undefined; readonly subject?: SubjectId | undefined },
  at: Instant,
): Promise<Lease[]> {
  const { project, subject } = of;
  const page = { after: { end: at, id: '~' }, limit: atMost };
  const leases = await listLeases(tx, { kind: 'exception', project, subject }, page);
  return leases.map(({ lease }) => lease).filter((lease) => leaseState(lease, at, premisesToday) === 'active');
}
