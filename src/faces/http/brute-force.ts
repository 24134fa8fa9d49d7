import { hash } from 'node:crypto';
import type { Clock } from '#ground/model';

const windowMilliseconds = 60_000;
const remembered = 10_000;

/**
 * Slows guessing of credentials: an address from which too many bad ones came in a minute is refused, unless it shows some
 * that were good lately, so that a guesser cannot lock out who shares the address (on one's own machine, everybody does).
 */
export class GuessingGuard {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #bad = new Map<string, { count: number; until: number }>();
  readonly #good = new Set<string>();

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Seconds to wait before the next guess from there; 0: go on. */
  wait(address: string, secret: string): number {
    const bad = this.#bad.get(address);
    const now = Date.parse(this.#clock());
    if (bad === undefined || bad.until <= now || bad.count < this.#limit || this.#good.has(digest(secret))) return 0;
    return Math.ceil((bad.until - now) / 1000);
  }

  noteGood(secret: string): void {
    remember(this.#good, digest(secret));
  }

  noteBad(address: string, secret: string): void {
    this.#good.delete(digest(secret));
    const now = Date.parse(this.#clock());
    const bad = this.#bad.get(address);
    if (bad !== undefined && bad.until > now) {
      bad.count += 1;
      return;
    }
    this.#bad.delete(address);
    if (this.#bad.size >= remembered) this.#bad.delete(this.#bad.keys().next().value ?? '');
    this.#bad.set(address, { count: 1, until: now + windowMilliseconds });
  }
}

/** Adds as the newest, and forgets the oldest beyond the limit. */
function remember(set: Set<string>, value: string): void {
  set.delete(value);
  if (set.size >= remembered) set.delete(set.keys().next().value ?? '');
  set.add(value);
}

function digest(secret: string): string {
  return hash('sha256', secret, 'base64');
}
