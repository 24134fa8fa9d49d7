import { defaultBudgets, type ScanRequest } from '../request.ts';
import { makeReady, prepare } from '../work/open.ts';
import { HeldOpen } from '../work/held-open.ts';
import { Sessions } from '../work/sessions.ts';
import { knownBeside } from './beside.ts';

/** See `hold` of scan.ts: loaded only by who stays. */
export async function hold(request: Omit<ScanRequest, 'source'>, root: string): Promise<HeldOpen> {
  const prepared = await prepare(request.analyzers, request.projectKey, request.own);
  await makeReady(prepared);
  const budgets = { ...defaultBudgets, ...request.budgets };
  const beside = knownBeside({ ...request, source: { kind: 'working-tree', root } }, root, prepared, budgets);
  return new HeldOpen(prepared, new Sessions(prepared, request.projectKey), beside);
}
