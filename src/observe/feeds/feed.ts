import type { KnownRecords } from '#ground/advisories';
import type { Json } from '#ground/model';
import type { Network } from '#ground/net';
import type { PackageFact } from './end-of-life.ts';
import type { ExploitPrediction } from './exploit-prediction.ts';
import type { FeedError, FeedProblems } from './feed-error.ts';
import type { JsonObject } from './json.ts';
import type { KnownExploited } from './known-exploited.ts';

/**
 * Where advisories come from:
 *
 * - `osv-bucket`: a dump per ecosystem (`ECOSYSTEM/all.zip`) with a list of changes (`ECOSYSTEM/modified_id.csv`);
 * - `osv-api`: OSV's questions, by package;
 * - `github-api`: GitHub's REST API, by pages;
 * - `npm-audit`: the npm registry's bulk endpoint, by package;
 * - `deprecations`: package registries, by package;
 * - `osv-files`: records in OSV form in a folder, archive, git repository or file;
 * - `known-exploited`, `exploit-prediction`, `end-of-life`: CISA's, FIRST's and endoflife.date's files.
 */
export type FeedKind =
  | 'deprecations'
  | 'end-of-life'
  | 'exploit-prediction'
  | 'github-api'
  | 'known-exploited'
  | 'npm-audit'
  | 'osv-api'
  | 'osv-bucket'
  | 'osv-files';

/** One source, with its own freshness and its own failures. */
export interface FeedSource {
  /** `osv-npm`, `kev`: letters, digits, dots and hyphens. */
  readonly id: string;
  readonly kind: FeedKind;
  /** An https URL, a URL that git can clone, or an absolute path. */
  readonly location: string;
  /** OSV's name of the one that it has all advisories about. */
  readonly ecosystem?: string;
  /** Only files below such folders of an archive or repository. */
  readonly below?: readonly string[];
  /** Its files are named by the ids of their records: one that is not is left out. */
  readonly namedByIds?: true;
  /** A header whose value stands in an environment variable, and nowhere else. */
  readonly header?: { readonly name: string; readonly from: string };
  /** It has one sort of trouble alone, what somebody wrote, or the packages alone that it is asked about: its silence says nothing. */
  readonly partial?: true;
  /** The location is a repository for git. */
  readonly isRepository?: true;
  /** Data that was checked longer ago than this is stale. */
  readonly limitHours: number;
}

export interface FeedProgress {
  readonly source: string;
  readonly phase: 'asking' | 'fetching' | 'reading';
  readonly done: number;
  readonly of?: number;
  readonly unit: 'bytes' | 'records';
}

export interface FeedContext {
  readonly net: Network;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A folder for what is fetched; kept between runs, so that a download goes on. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the index has of this source. */
  readonly known: KnownRecords;
  /** What the last update of this source left for this one. */
  readonly cursor: Json | undefined;
  /** Package URLs that may be named to the source; undefined: nobody allowed that. */
  readonly packages: readonly string[] | undefined;
  readonly problems: FeedProblems;
  /** What is odd and yet no failure. */
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FeedProgress) => void;
}

/** A JSON value that should be a record of the OSV schema, and where it stands. */
export interface FoundRecord {
  readonly file: string;
  readonly place?: string;
  readonly value: JsonObject;
}

/** What a source has to say. Entries are read while they are asked for; a FeedError in the middle makes the whole update void. */
export type FeedUpdate =
  | { readonly kind: 'unchanged'; readonly cursor: Json | undefined }
  | {
      readonly kind: 'advisories';
      /** All that the source has: what is missing is gone. Otherwise changes. */
      readonly isComplete: boolean;
      readonly records: AsyncIterable<FoundRecord> | Iterable<FoundRecord>;
      /** Ids that the source has no more; read after `records`. */
      readonly removed: () => readonly string[];
      /** Ids that it has, in a form that could not be read: what is known of them stays. Read after `records`. */
      readonly unread: () => readonly string[];
      /** Read after `records`. */
      readonly cursor: () => Json | undefined;
      /** It broke off, and yet what came before is worth keeping: the source is no fresher for it. Read after `records`. */
      readonly interrupted?: () => FeedError | undefined;
      /** All that it has about these packages, by their package URLs without versions; it says nothing of others. */
      readonly about?: readonly string[];
    }
  | (Whole & { readonly kind: 'exploited'; readonly entries: readonly KnownExploited[] })
  | (Whole & { readonly kind: 'epss'; readonly entries: readonly ExploitPrediction[] })
  | (Whole & { readonly kind: 'facts'; readonly entries: readonly PackageFact[] });

interface Whole {
  /** As the source itself states it; milliseconds since 1970, 0: it does not. */
  readonly modified: number;
  readonly cursor: Json | undefined;
}

/** Throws AbortError, as every wait of a feed does. */
export function stopIfAsked({ signal }: Pick<FeedContext, 'signal'>): void {
  signal?.throwIfAborted();
}
