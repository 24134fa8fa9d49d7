import { removeSource } from '#ground/advisories';
import { advisoriesHome } from '#ground/places';
import { AdvisoriesError, signWhatChanged } from './request.ts';
import { advisoriesStatus } from './status.ts';

/** Forgets a source and what is stored of it. @throws AdvisoriesError */
export async function removeAdvisories(id: string, folder: string = advisoriesHome()): Promise<void> {
  if (await removeSource(folder, id)) {
    signWhatChanged(folder, [], {}, true);
    return;
  }
  const ids = advisoriesStatus({ folder }).sources.map((source) => source.id);
  throw new AdvisoriesError(
    'unknown-source',
    `nothing is stored of a source ${id}`,
    ids.length === 0 ? 'Nothing is stored at all.' : `It can be one of ${ids.join(', ')}.`,
  );
}
