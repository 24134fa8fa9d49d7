import type { ScanRequest } from '../request.ts';
import { turn } from '../work/alone.ts';

/** Gives the event loop a turn now and then, tells how far a scan is, and ends one that nobody waits for any more. */
export class Pace {
  private readonly request: ScanRequest;
  private readonly texts: number;
  private last = performance.now();

  constructor(request: ScanRequest, texts: number) {
    this.request = request;
    this.texts = texts;
  }

  async step(done: number, bytes: number): Promise<void> {
    if (performance.now() - this.last < 50) return;
    this.request.onProgress?.({ phase: 'scanning', filesSeen: this.texts, filesDone: done, bytes, findings: 0 });
    await turn();
    this.request.signal?.throwIfAborted();
    this.last = performance.now();
  }
}
