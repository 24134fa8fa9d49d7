import type { Json } from './canonical.ts';
import type { Claim } from './finding.ts';
import type { NotLookedAt } from './evidence.ts';
import type { ByteRange } from './source.ts';

/** What is known of a file before it is read. */
export interface FileMeta {
  readonly path: string;
  readonly size: number;
}

/** A file in an analyzer's hands. `bytes` are the engine's buffer: valid until `extract` returns, never to be kept or written. */
export interface SourceFile extends FileMeta {
  readonly bytes: Uint8Array;
  /** Only claims that touch one of these count; absent: the whole file. */
  readonly inserted?: readonly ByteRange[];
}

/** Facts of one file, small and JSON, cached by content digest, path and analyzer digest; `undefined` when there are none. */
export interface Extraction<Facts extends Json> {
  readonly facts?: Facts;
  readonly notLookedAt?: readonly NotLookedAt[];
}

export interface FileFacts<Facts extends Json> {
  readonly path: string;
  readonly facts: Facts;
}

/** What an earlier scan of the whole tree knows of the files that a change does not touch. */
export interface Beside<Facts extends Json> {
  readonly paths: readonly string[];
  /** Read when asked for: a change concerns few of them. */
  factsOf(path: string): Facts | undefined;
  /** What was concluded of the whole then. */
  readonly knowledge?: Json;
}

export interface Conclusion {
  readonly claims: readonly Claim[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** From then on (milliseconds since 1970) the same facts would say something else; absent: never. */
  readonly until?: number;
  /** What it knows of the whole subject beyond claims, for flows to bring together with other rooms: an inventory, the use of packages. */
  readonly knowledge?: Json;
}

export interface AnalyzerSettings {
  /** Keys the hash of secrets' values. */
  readonly projectKey: string;
  /** What the project brings of its own for this analyzer (rules, changes to rules), as the analyzer's room compiled it. Facts depend on it. */
  readonly own?: Json;
}

/** An analyzer ready to work in one thread, its rules loaded. */
export interface AnalyzerSession<Facts extends Json = Json> {
  /**
   * Memory of its own into which the engine may read a file that fits, so that `extract` need not copy it. Written between calls of
   * `extract` alone, from its beginning; `extract` may write behind the file's bytes.
   */
  readonly lends?: Uint8Array;
  /** Pure: bytes in, facts out. Must respect `deadline` (performance.now() milliseconds) where it can loop. */
  extract(file: SourceFile, deadline: number): Extraction<Facts>;
  /** Pure: what the name of a file says whose bytes are not handed over, since they are no text. */
  extractNamed?(file: FileMeta): Extraction<Facts>;
  /**
   * For sources that have many versions of one text: where in it `extract` could find something, without saying what. `regions` are
   * pairs of start and end, in rising order and apart. Gives the spots in them in rising order, four numbers each: `at`, `from`, `to`
   * and what is there: an odd number when there may be something to find, else twice what looking there cost. Undefined when there are
   * too many. An odd number other than 1 says that what is there is the same as in any text that has the same number; such spots may
   * stand outside of the regions too, and are then given each time.
   *
   * Whether there is a spot at `at` is told by the 64 bytes before and behind it; what is there by the bytes from `from` to `to`, and by
   * whether the text begins or ends with them. `extract` gives neither facts nor gaps for a text that has no odd spot, and whose spots
   * cost less than a million together (and eight for each byte, of a text of up to a MiB), wherever the text stands; and the same of two texts under one path whose odd spots are the same, but for
   * where in the text they stand. Without this, each version is extracted.
   */
  skim?(text: Uint8Array, regions: Uint32Array): Uint32Array | undefined;
  /** The ids of the rules that it runs, for the scope that evidence declares. */
  readonly rules?: readonly string[];
  /**
   * Pure: the whole subject's facts in, claims out. Runs once, in one thread; not at all when no file gave facts. `now`: the clock, in
   * milliseconds since 1970; without it nothing has ended. `beside` is given of a change to an analyzer that crosses files.
   */
  conclude(facts: readonly FileFacts<Facts>[], now?: number, beside?: Beside<Facts>): Conclusion;
  /** Pure: whether the project said that what this commit (its id, in lower case) brought is no finding. Asked where the source is a history. */
  excuses?(claim: Claim, commit: string): boolean;
}

/** What sessions are about to extract from, where that is known. */
export interface Extracting {
  readonly paths: readonly string[];
  /** What the project itself brings for this analyzer (see AnalyzerSettings). */
  readonly own?: Json;
}

/**
 * Runs rules over one surface (secrets, code, …). Pure: the engine reads files and assets, keeps budgets, caches and
 * runs it on many threads.
 */
export interface Analyzer<Facts extends Json = Json> {
  readonly id: string;
  /** Raised when facts of an older version must not be read from a cache. */
  readonly version: number;
  /** Files under dist/assets that the engine reads and hands to `open`; their digests are part of the cache key. */
  readonly assets: readonly string[];
  /** Large files under dist/assets that are read only when somebody asks the map of assets for them. One of `assets` holds a digest of them. */
  readonly lazyAssets?: readonly string[];
  /** What it says of one file depends on others': of a change it is handed what is known of the files beside it. */
  readonly crossesFiles?: true;
  wants(file: FileMeta): boolean;
  /** Which of the files that it wants it reads though they are no text: their bytes are handed over as they are. */
  wantsBinary?(file: FileMeta): boolean;
  /**
   * What cannot be done at once, such as starting a parser: awaited in each thread before sessions extract from a file that the analyzer wants.
   * A session that is asked to conclude alone may be opened without it. Called again before files that it was not told of.
   */
  prepare?(assets: ReadonlyMap<string, Uint8Array>, extracting?: Extracting): Promise<void>;
  open(assets: ReadonlyMap<string, Uint8Array>, settings: AnalyzerSettings): AnalyzerSession<Facts>;
}
