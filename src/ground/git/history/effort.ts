/**
 * What a walk through trees may take. Ten trees that hold each other ten times over are ten small objects and ten thousand million paths: a
 * history of people has few paths for what it holds.
 */
export class Effort {
  /** Why the walk ended before it was done; undefined: it did not. */
  end: 'too-large' | 'timed-out' | undefined;
  private steps: number;
  private characters = mostCharacters;
  private until: number | undefined;

  /** `held`: entries of all trees together. */
  constructor(held: number) {
    this.steps = freeSteps + stepsForEach * held;
  }

  /** Takes a step, which keeps so many characters. False: no more. */
  take(characters = 0): boolean {
    if (this.end !== undefined) return false;
    this.until ??= performance.now() + mostMs;
    this.steps -= 1;
    this.characters -= characters;
    if (this.steps < 0 || this.characters < 0) this.end = 'too-large';
    else if (this.steps % 256 === 0 && performance.now() > this.until) this.end = 'timed-out';
    return this.end === undefined;
  }
}

const freeSteps = 500_000;
const stepsForEach = 16;
const mostCharacters = 256 * 1024 * 1024;
const mostMs = 60_000;
