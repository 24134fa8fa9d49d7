import { join } from 'node:path';
import { cacheHome, dataHome } from '#ground/places';
import { Keep } from '../cache/keep.ts';
import type { ScanRequest } from '../request.ts';
import type { Prepared } from '../work/open.ts';
import type { Surroundings } from './surroundings.ts';

/** Where what is known of a tree lies. */
export function keepFor(
  request: ScanRequest,
  around: Pick<Surroundings, 'root' | 'repository'>,
  prepared: Prepared,
): Keep | undefined {
  if (request.cache === false) return undefined;
  return new Keep(
    {
      home: request.cache?.home ?? cacheHome(),
      keys: request.cache?.keys ?? join(dataHome(), 'keys'),
      root: around.root,
      workTree: around.repository?.workTree,
    },
    prepared.analyzers.map((analyzer) => analyzer.id),
  );
}
