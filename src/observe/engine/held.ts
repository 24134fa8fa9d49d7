import type { Beside, Json } from '#ground/model';
import type { Prepared } from './work/open.ts';
import type { Sessions } from './work/sessions.ts';

/** What stays between scans of single texts; made by `hold`. */
export interface Held {
  readonly prepared: Prepared;
  readonly sessions: Sessions;
  /** By the analyzer's number. */
  readonly beside: readonly (Beside<Json> | undefined)[];
}
