import { type Opened, openSessions, type Prepared } from './open.ts';

/** Sessions of this thread, opened once, and anew after one was torn out of its work. */
export class Sessions {
  private readonly prepared: Prepared;
  private readonly projectKey: string;
  private opened: Opened | undefined;

  constructor(prepared: Prepared, projectKey: string) {
    this.prepared = prepared;
    this.projectKey = projectKey;
  }

  open(): Opened {
    return (this.opened ??= openSessions(this.prepared, this.projectKey));
  }

  drop(): void {
    this.opened = undefined;
  }
}
