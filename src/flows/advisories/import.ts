import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { download, NetError, type Network, network, shownUrl } from '#ground/net';
import { advisoriesHome, makeFolder } from '#ground/places';
import {
  FeedError,
  type FeedSource,
  isBundleFile,
  readVerifier,
  sourcesAt,
  syncSources,
  takeBundle,
  type TakenBundle,
} from '#observe/feeds';
import { version } from '../version.ts';
import { alone, type ChangeRequest, passedOn, signWhatChanged } from './request.ts';
import { advisoriesStatus } from './status.ts';
import type { SyncReport } from './sync.ts';

export interface ImportRequest extends ChangeRequest {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** When their data is from, in milliseconds since 1970; absent: as it says itself. */
  readonly asOf?: number;
  /** Of bundles: who signed them. */
  readonly key?: string;
}

export interface ImportReport extends SyncReport {
  readonly bundles: readonly TakenBundle[];
}

/** Puts files into the index, without the network. @throws FeedError, BundleError, AdvisoryIndexError. */
export async function importAdvisories(request: ImportRequest): Promise<ImportReport> {
  const folder = request.folder ?? advisoriesHome();
  const bundles: TakenBundle[] = [];
  const sources: FeedSource[] = [];
  for (const path of request.paths.map((one) => resolve(one))) {
    if (isBundleFile(path)) bundles.push(await takeBundle(path, taking(request, folder)));
    else sources.push(...sourcesAt(path));
  }
  const net = network();
  const outcomes = await alone(folder, () =>
    syncSources(sources, {
      ...passedOn(request, folder),
      net,
      environment: {},
      asOf: request.asOf ?? 'as it says',
    }),
  );
  signWhatChanged(folder, outcomes, request, bundles.length > 0);
  return { outcomes, bundles, status: advisoriesStatus(request) };
}

export interface MirrorRequest extends ChangeRequest {
  /** An https URL or a path of a bundle, or of a folder that has `advisories.bundle`. */
  readonly from: string;
  readonly key?: string;
  readonly net?: Network;
}

/** Takes over what a mirror has. @throws FeedError, BundleError, AdvisoryIndexError. */
export async function syncFromMirror(request: MirrorRequest): Promise<ImportReport> {
  const folder = request.folder ?? advisoriesHome();
  if (!/^https?:\/\//i.test(request.from)) {
    const path = resolve(request.from);
    const inside = join(path, bundleName);
    const bundle = await takeBundle(existsSync(inside) ? inside : path, taking(request, folder));
    signWhatChanged(folder, [], request, true);
    return { outcomes: [], bundles: [bundle], status: advisoriesStatus(request) };
  }
  const net = request.net ?? network({ userAgent: `selvedge/${version}` });
  makeFolder(folder);
  const place = mkdtempSync(join(folder, 'mirror-'));
  try {
    const path = await fetched(net, request, join(place, bundleName));
    const bundle = await takeBundle(path, taking(request, folder));
    signWhatChanged(folder, [], request, true);
    return { outcomes: [], bundles: [bundle], status: advisoriesStatus(request) };
  } finally {
    rmSync(place, { recursive: true, force: true });
    net.close();
  }
}

const bundleName = 'advisories.bundle';

async function fetched(net: Network, request: MirrorRequest, into: string): Promise<string> {
  const { from, signal } = request;
  const given = new URL(from);
  const url = given.pathname.endsWith('/') ? new URL(bundleName, given) : given;
  try {
    const got = await download(
      net,
      { url },
      {
        into,
        mostBytes: 4 * 2 ** 30,
        redirects: 3,
        allowPlain: url.protocol === 'http:',
        ...(signal !== undefined && { signal }),
        onProgress: (done, of) =>
          request.onProgress?.({
            source: url.host,
            phase: 'fetching',
            done,
            ...(of !== undefined && { of }),
            unit: 'bytes',
          }),
      },
    );
    if (got.isWritten) return into;
    throw new FeedError('not-found', shownUrl(url), `it answered HTTP ${got.status}`, { remedy: 'Check the address.' });
  } catch (error) {
    if (!(error instanceof NetError)) throw error;
    throw new FeedError('unreachable', shownUrl(url), error.message, {
      cause: error,
      ...(error.remedy !== undefined && { remedy: error.remedy }),
    });
  }
}

function taking({ key, acceptOlder }: ImportRequest | MirrorRequest, folder: string): Parameters<typeof takeBundle>[1] {
  return { folder, ...(key !== undefined && { key: readVerifier(key) }), acceptOlder: acceptOlder === true };
}
