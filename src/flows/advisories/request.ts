import { join } from 'node:path';
import { AdvisoryIndexError, locked } from '#ground/advisories';
import { dataHome } from '#ground/places';
import { type FeedProgress, localSigner, signIndex, type SourceOutcome } from '#observe/feeds';

/** What was asked for makes no sense. */
export class AdvisoriesError extends Error {
  override readonly name = 'AdvisoriesError';
  readonly code: 'busy' | 'nothing-to-ask' | 'outside' | 'unknown-ecosystem' | 'unknown-source';
  readonly remedy: string;

  constructor(code: AdvisoriesError['code'], message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}

/** What every change of the index may be told. */
export interface ChangeRequest {
  /** Default: in the data home. */
  readonly folder?: string;
  /** Take what has lost a fifth of its records or more. */
  readonly acceptShrink?: boolean;
  /** Take what is older than what is there. */
  readonly acceptOlder?: boolean;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
  onProgress?(progress: FeedProgress): void;
  onOutcome?(outcome: SourceOutcome): void;
}

/** The same, as the room of feeds takes it. */
export function passedOn(request: ChangeRequest, folder: string) {
  const { acceptShrink, acceptOlder, now = Date.now, signal } = request;
  return {
    folder,
    now,
    acceptShrink: acceptShrink === true,
    acceptOlder: acceptOlder === true,
    ...(signal !== undefined && { signal }),
    onProgress: (progress: FeedProgress) => request.onProgress?.(progress),
    onOutcome: (outcome: SourceOutcome) => request.onOutcome?.(outcome),
  };
}

/** Two at once would write the same files; another process's is told, not waited for. */
export async function alone<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await locked(join(folder, 'fetched'), work);
  } catch (error) {
    if (!(error instanceof AdvisoryIndexError) || error.code !== 'busy' || error.file !== 'update.lock') throw error;
    throw new AdvisoriesError(
      'busy',
      'another process is getting advisories at this moment',
      'Wait until it is done; what it gets is there for all.',
    );
  }
}

/** Not where nothing could be written: its own failure has been told. */
export function signWhatChanged(
  folder: string,
  outcomes: readonly SourceOutcome[],
  { now = Date.now }: ChangeRequest,
  isNew = false,
): void {
  if (isNew || outcomes.some(({ result }) => result !== 'failed'))
    signIndex(folder, localSigner(dataHome()), new Date(now()).toISOString());
}
