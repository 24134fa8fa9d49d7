import type { InsertedLines } from './revisions/inserted.ts';
import type { Analyzer, Finding, Instant, Json, Scope, SourceDescription } from '#ground/model';

export interface ScanRequest {
  readonly source: SourceRequest;
  readonly analyzers: readonly AnalyzerEntry[];
  /** Keys the hashes of secrets' values. */
  readonly projectKey: string;
  /** What the project brings of its own, by the analyzer's id. */
  readonly own?: OwnSettings;
  /** Patterns of gitignore(5), from selvedge.yaml, relative to the root; they hold for tracked files too. */
  readonly exclude: readonly string[];
  readonly budgets?: Partial<Budgets>;
  /** Where facts are kept between scans; absent: under `cacheHome()`; false: nowhere. */
  readonly cache?: CacheSettings | false;
  /** Of a text: what an earlier call of `hold` made. */
  readonly held?: Held;
  /** Worker threads, whatever the job; absent: for a large job one per processor, the caller's thread being one of them. 0: none. */
  readonly threads?: number;
  /** The module that calls `runWorker` with the same analyzers. Absent: no threads. */
  readonly worker?: URL;
  onProgress?(progress: Progress): void;
  /** Aborting ends the scan early; its result rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What stays between scans of single texts; made by `hold`, and nobody else's to look into. */
export interface Held {
  readonly isHeld: true;
}

/** By the analyzer's id: what its `open` is given as `own`. */
export type OwnSettings = Readonly<Record<string, Json>>;

/** An analyzer by name, loaded when it is needed. The list is generated from the folders of src/observe. */
export interface AnalyzerEntry {
  readonly id: string;
  load(): Promise<Analyzer>;
  /** Known without loading it, so that a commit that does not concern it does not wait for it. */
  readonly outline?: AnalyzerOutline;
}

/** What must be known of an analyzer that need not run. */
export interface AnalyzerOutline extends Pick<Analyzer, 'version' | 'assets'> {
  readonly rules: readonly string[];
  /** True for every path that the analyzer wants, at least. */
  concerns(path: string): boolean;
  /** It has nothing to say of the past: what was once in a lockfile harms nobody today. */
  readonly presentOnly: boolean;
}

export type SourceRequest =
  | { readonly kind: 'working-tree'; readonly root: string }
  /** What is staged and differs from HEAD. `onlyInserted`: claims outside added lines are dropped. */
  | { readonly kind: 'index'; readonly root: string; readonly onlyInserted?: boolean }
  /** Lines that were added between the merge base of `from` and `to`, and `to` (default HEAD). */
  | { readonly kind: 'range'; readonly root: string; readonly from: string; readonly to?: string }
  /** All of a repository's past: each content once, over all refs and stashes; `unreachable`: also what none of them leads to. */
  | { readonly kind: 'history'; readonly root: string; readonly unreachable?: boolean }
  | { readonly kind: 'stdin'; readonly path: string; readonly bytes: Uint8Array };

export interface CacheSettings {
  /** A folder outside every scanned tree. */
  readonly home: string;
  /** Where the key is kept that tells our caches from others'; absent: `keys` under `dataHome()`. Outside every scanned tree too. */
  readonly keys?: string;
}

/** What may be spent. What it does not suffice for is named under "not looked at". */
export interface Budgets {
  /** Larger files are not read. */
  readonly fileBytes: number;
  /** Milliseconds for one analyzer on one file. */
  readonly fileMs: number;
  /** Milliseconds for one analyzer's conclusion. */
  readonly concludeMs: number;
  /** Folders within folders. */
  readonly depth: number;
  /** MiB of JavaScript heap in one worker. */
  readonly heapMiB: number;
  /** Characters of one file's facts as JSON. */
  readonly factsLength: number;
  /** Decompressed, of all files in one archive and in those in it. */
  readonly archiveBytes: number;
  /** Files in one archive, with those in archives in it. */
  readonly archiveFiles: number;
  /** Archives in archives. */
  readonly archiveDepth: number;
  /** Milliseconds for one archive with all in it. */
  readonly archiveMs: number;
}

export const defaultBudgets: Budgets = {
  fileBytes: 128 * 1024 * 1024,
  fileMs: 10_000,
  concludeMs: 60_000,
  depth: 256,
  heapMiB: 1024,
  factsLength: 96 * 1024 * 1024,
  archiveBytes: 1024 * 1024 * 1024,
  archiveFiles: 200_000,
  archiveDepth: 5,
  archiveMs: 10_000,
};

export interface Progress {
  readonly phase: 'walking' | 'scanning' | 'concluding';
  readonly filesSeen: number;
  readonly filesDone: number;
  readonly bytes: number;
  /** While scanning: files in which something stood out; afterwards: findings. */
  readonly findings: number;
  readonly current?: string;
}

export interface ScanResult {
  readonly findings: readonly Finding[];
  /** By the analyzer's id: what it knows of the whole subject beyond findings. */
  readonly knowledge: Readonly<Record<string, Json>>;
  /** Of a range: by path, the lines that are new, counted from 1, both ends included. What is said of other lines is not this scan's to say. */
  readonly inserted?: ReadonlyMap<string, readonly InsertedLines[]>;
  readonly scope: Scope;
  readonly description: SourceDescription;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly stats: ScanStats;
}

export interface ScanStats {
  /** Files that an analyzer looked at, now or in an earlier scan that the cache remembers. */
  readonly files: number;
  readonly bytes: number;
  /** How many of `files` were answered from the cache. */
  readonly cached: number;
  readonly seconds: number;
  /** Worker threads that were used; 0: everything in the caller's thread. */
  readonly threads: number;
  /** Of a history, in seconds from the start: when its texts had been looked at, and when it was known in which commits they stood. */
  readonly lookedAt?: number;
  readonly mappedAt?: number;
  /** Why there is no cache: `off`, or what the system said (a read-only home, a full disk). */
  readonly cacheUnavailable?: string;
}

export type ScanErrorCode = 'no-such-folder' | 'not-a-repository' | 'bad-revision' | 'git-failed';

/** A scan that cannot begin. What goes wrong with one file is in the result instead. */
export class ScanError extends Error {
  readonly code: ScanErrorCode;

  constructor(code: ScanErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ScanError';
    this.code = code;
  }
}
