import type { Beside, Json } from '#ground/model';
import type { Held } from '../request.ts';
import type { Prepared } from './open.ts';
import type { Sessions } from './sessions.ts';

/** What `hold` makes. */
export class HeldOpen implements Held {
  readonly isHeld = true;
  readonly prepared: Prepared;
  readonly sessions: Sessions;
  /** By the analyzer's number. */
  readonly beside: readonly (Beside<Json> | undefined)[];

  constructor(prepared: Prepared, sessions: Sessions, beside: HeldOpen['beside']) {
    this.prepared = prepared;
    this.sessions = sessions;
    this.beside = beside;
  }

  static of(held: Held | undefined): HeldOpen | undefined {
    return held instanceof HeldOpen ? held : undefined;
  }
}
