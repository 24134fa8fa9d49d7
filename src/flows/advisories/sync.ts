import { AdvisoryIndexError, readManifest, type SourceState } from '#ground/advisories';
import { resolveCommit } from '#ground/git';
import { type Network, network } from '#ground/net';
import { advisoriesHome } from '#ground/places';
import {
  ecosystemNamed,
  type FeedSource,
  osvEcosystems,
  type SourceOutcome,
  sourceNames,
  sourcesOf,
  syncSources,
  type WantedSource,
} from '#observe/feeds';
import { version } from '../version.ts';
import { ecosystemsIn, packagesIn } from './made-of.ts';
import { AdvisoriesError, alone, type ChangeRequest, passedOn, signWhatChanged } from './request.ts';
import { type AdvisoriesStatus, advisoriesStatus } from './status.ts';
import { wantedBy } from './wanted.ts';

export interface SyncRequest extends ChangeRequest {
  /** A folder in the project, absolute: what it is made of says which ecosystems are asked for. */
  readonly path: string;
  /** The project's declaration as a commit has it, in the place of the working tree's. */
  readonly target?: string;
  readonly ecosystems?: readonly string[];
  /** Only sources of these names: `kev`, `github`. */
  readonly sources?: readonly string[];
  /** Sources may be told the names of the project's packages. */
  readonly sendPackages?: boolean;
  /** For tests. */
  readonly net?: Network;
}

export interface SyncReport {
  readonly outcomes: readonly SourceOutcome[];
  /** How old everything is, now. */
  readonly status: AdvisoriesStatus;
}

/**
 * Asks the sources that the project declares, or the usual ones, what changed: the one thing here that uses the network, besides a mirror.
 *
 * @throws AdvisoriesError, FileFormatError of the declaration.
 */
export async function syncAdvisories(request: SyncRequest): Promise<SyncReport> {
  const folder = request.folder ?? advisoriesHome();
  const sources = await sourcesFor(request, folder);
  const packages = request.sendPackages === true ? packagesIn(request.path) : undefined;
  const net = request.net ?? network({ userAgent: `selvedge/${version}` });
  try {
    const outcomes = await alone(folder, () =>
      syncSources(sources, {
        ...passedOn(request, folder),
        net,
        environment: process.env,
        ...(packages !== undefined && { packages }),
      }),
    );
    signWhatChanged(folder, outcomes, request);
    return { outcomes, status: advisoriesStatus(request) };
  } finally {
    net.close();
  }
}

async function sourcesFor(request: SyncRequest, folder: string): Promise<FeedSource[]> {
  const declared = await wantedBy(request.path, request.target === undefined ? undefined : await commitOf(request));
  const named = request.sources === undefined ? undefined : request.sources.map(sourceNamed);
  const wanted =
    named === undefined
      ? declared.sources
      : named.map((name) => declared.sources.find(({ from }) => from === name) ?? { from: name });
  const asked = (request.ecosystems ?? []).map(ecosystemCalled);
  const ecosystems = asked.length > 0 ? asked : knownBefore(folder, ecosystemsIn(request.path));
  const withEcosystems: readonly WantedSource[] =
    asked.length === 0 ? wanted : wanted.map((one) => (one.from === 'osv' ? { ...one, ecosystems: asked } : one));
  const sources = sourcesOf(withEcosystems, ecosystems);
  if (wanted.some(({ from }) => from === 'osv') && !sources.some(({ kind }) => kind === 'osv-bucket'))
    throw new AdvisoriesError(
      'nothing-to-ask',
      `nothing in ${request.path} says which ecosystems are wanted: there is no lockfile and no manifest`,
      'Name them: selvedge advisories sync --ecosystem npm,PyPI',
    );
  return sources;
}

async function commitOf({ path, target }: SyncRequest): Promise<string> {
  return resolveCommit(path, target ?? 'HEAD');
}

/** What the index had before goes on being kept up to date, whatever this project is made of. */
function knownBefore(folder: string, ecosystems: readonly string[]): string[] {
  const ids = new Set((readManifestSafely(folder) ?? []).map(({ id }) => id));
  const before = osvEcosystems.filter((name) => ids.has(sourcesOf([{ from: 'osv' }], [name])[0]?.id ?? ''));
  return [...new Set([...ecosystems, ...before])].sort();
}

function sourceNamed(name: string): WantedSource['from'] {
  const found = sourceNames.find((one) => one === name);
  if (found !== undefined) return found;
  throw new AdvisoriesError(
    'unknown-source',
    `there is no source ${name}`,
    `It can be one of ${sourceNames.join(', ')}.`,
  );
}

function ecosystemCalled(name: string): string {
  const found = ecosystemNamed(name);
  if (found !== undefined) return found;
  throw new AdvisoriesError(
    'unknown-ecosystem',
    `there is no ecosystem ${name}`,
    `It can be one of ${osvEcosystems.join(', ')}.`,
  );
}

function readManifestSafely(folder: string): readonly SourceState[] | undefined {
  try {
    return readManifest(folder)?.sources;
  } catch (error) {
    if (error instanceof AdvisoryIndexError) return undefined;
    throw error;
  }
}
