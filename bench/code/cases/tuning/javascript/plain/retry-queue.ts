type Work = () => Promise<void>;

export class RetryQueue {
  readonly #waiting: Work[] = [];
  #running = 0;

  constructor(
    private readonly width: number,
    private readonly attempts = 3,
  ) {}

  add(work: Work): void {
    this.#waiting.push(work);
    this.#next();
  }

  #next(): void {
    if (this.#running >= this.width) return;
    const work = this.#waiting.shift();
    if (work === undefined) return;
    this.#running += 1;
    void this.#run(work).finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #run(work: Work): Promise<void> {
    for (let attempt = 0; attempt < this.attempts; attempt += 1) {
      try {
        return await work();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
      }
    }
  }
}
