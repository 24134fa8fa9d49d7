import type { NotLookedAt } from '#ground/model';
import type { InsertedLines } from './inserted.ts';

/** One file of a source that hands over contents, one after the other. */
export interface Entry {
  readonly path: string;
  /** Undefined when it cannot be read; then `gap` says why. */
  readonly bytes?: Uint8Array;
  readonly inserted?: readonly InsertedLines[];
  readonly gap?: NotLookedAt;
}
