import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifierKey } from 'selvedge-verify';
import { type Manifest, readManifest, replaceIndex, type SourceManifest } from '#ground/advisories';
import { BundleError } from './bundle-error.ts';
import { readBundle } from './bundle.ts';
import { newestOf, noteTaken, trustedKeys } from './trust.ts';

export interface TakeOptions {
  /** The index's folder. */
  readonly folder: string;
  /** Absent: the one key whose bundles were taken over before. */
  readonly key?: VerifierKey;
  /** Take it although it is older than what is there. */
  readonly acceptOlder?: boolean;
}

export interface TakenBundle {
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly sources: readonly SourceManifest[];
  /** Sources of this machine that it does not have: they stay. */
  readonly kept: readonly string[];
}

/**
 * Puts the sources of a bundle in the place of this machine's, if it is signed, whole and not older than what is there; sources that it does not
 * have stay.
 *
 * @throws BundleError, AdvisoryIndexError; then nothing was changed.
 */
export async function takeBundle(path: string, options: TakeOptions): Promise<TakenBundle> {
  const { folder } = options;
  const key = options.key ?? onlyTrusted(folder);
  const bundle = await readBundle(path, key);
  const here = readManifest(folder);
  if (options.acceptOlder !== true) refuseOlder(bundle.at, newestOf(folder, key), bundle.manifest, here);
  const theirs = new Set(bundle.manifest.sources.map(({ id }) => id));
  const kept = (here?.sources ?? []).filter(({ id }) => !theirs.has(id));
  const files = new Map(bundle.files);
  for (const { file } of kept.flatMap(({ segments }) => segments)) files.set(file, readFileSync(join(folder, file)));
  await replaceIndex(folder, { ...bundle.manifest, sources: [...bundle.manifest.sources, ...kept] }, files);
  noteTaken(folder, key, bundle.at);
  return { at: bundle.at, sources: bundle.manifest.sources, kept: kept.map(({ id }) => id) };
}

function onlyTrusted(folder: string): VerifierKey {
  const [first, ...others] = trustedKeys(folder);
  if (first !== undefined && others.length === 0) return first.key;
  throw new BundleError(
    'no-key',
    'a bundle is believed by the key that signed it, and none was given',
    'Give it: --key KEY, as `selvedge advisories export` printed it.',
  );
}

function refuseOlder(at: number, newest: number, theirs: Manifest, here: Manifest | undefined): void {
  const remedy = 'What is stored stays. If the older one is wanted: --accept-older';
  if (at < newest)
    throw new BundleError(
      'older',
      `it was made at ${instant(at)}, and one of ${instant(newest)} by the same key was taken over before`,
      remedy,
    );
  for (const source of theirs.sources) {
    const mine = here?.sources.find(({ id }) => id === source.id);
    if (mine !== undefined && (source.checkedAt < mine.checkedAt || source.modified < mine.modified))
      throw new BundleError(
        'older',
        `its ${source.id} is of ${instant(source.checkedAt)}, and what is stored is of ${instant(mine.checkedAt)}`,
        remedy,
      );
  }
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
