import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { builtinControls } from '#declare/controls';
import { type AdvisorySources, loadProject } from '#declare/project';
import { defaultSources, type WantedSource } from '#observe/feeds';
import { placeOf } from '../scan/place.ts';
import { AdvisoriesError } from './request.ts';
import { folderReader, revisionReader } from '../scan/readers.ts';

/**
 * The sources that the project of a folder declares, or the usual ones. `commit`: the declaration as it stands there: from merge on, what is
 * scanned must not choose whom to believe. Throws FileFormatError.
 */
export async function wantedBy(
  path: string,
  commit: string | undefined,
): Promise<{ readonly sources: readonly WantedSource[] }> {
  const place = placeOf(path, false);
  const reader = commit === undefined ? folderReader(place.root) : revisionReader(place, commit);
  const { advisories } = await loadProject(reader, { controls: builtinControls });
  const hours = advisories?.limitHours;
  const declared = advisories?.sources?.map((source) => declaredSource(source, place.root)) ?? defaultSources;
  return {
    sources: declared.map((source) => ({
      ...source,
      ...(source.limitHours === undefined && hours !== undefined && isOfAdvisories(source) && { limitHours: hours }),
    })),
  };
}

/** The project's limit is about what decides whether there are advisories, not about what tells how urgent they are. */
function isOfAdvisories({ from }: WantedSource): boolean {
  return from !== 'kev' && from !== 'epss' && from !== 'end-of-life';
}

function declaredSource(source: NonNullable<AdvisorySources['sources']>[number], root: string): WantedSource {
  return source.from === 'files' && source.path !== undefined ? { ...source, path: inside(root, source.path) } : source;
}

/** Whoever may change the project must not have other files of this machine read: a link that leads out is not followed. */
function inside(root: string, path: string): string {
  const full = resolve(root, path);
  if (!existsSync(full)) return full;
  const real = realpathSync(full);
  const from = relative(realpathSync(root), real);
  if (from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from)) return real;
  throw new AdvisoriesError('outside', `${path} leads out of the project`, 'Name a place below it in selvedge.yaml.');
}
