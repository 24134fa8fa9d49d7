const colours = ['red', 'green', 'blue'];

export class Retry {
  constructor(private readonly limit = 5) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= this.limit) throw error;
        const delay = 2 ** attempt * 100 * (0.5 + Math.random());
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }
}

export const colour = () => colours[Math.floor(Math.random() * colours.length)];
