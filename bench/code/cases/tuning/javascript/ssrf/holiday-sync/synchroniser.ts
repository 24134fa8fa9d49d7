import type { Fetcher } from './fetcher';

export class Synchroniser {
  readonly #fetcher: Fetcher;

  constructor(fetcher: Fetcher) {
    this.#fetcher = fetcher;
  }

  async run(country: string, year: number): Promise<number> {
    const address = new URL('https://holidays.example.org/v1/days');
    address.searchParams.set('country', country);
    address.searchParams.set('year', String(year));
    const text = await this.#fetcher.fetch(address.href);
    return text.split('\n').length;
  }
}
