import type { Fetcher } from './fetcher';

export class Synchroniser {
  readonly #fetcher: Fetcher;

  constructor(fetcher: Fetcher) {
    this.#fetcher = fetcher;
  }

  async run(calendar: string, owner: number): Promise<number> {
    const text = await this.#fetcher.fetch({ address: calendar, headers: { 'x-owner': String(Number(owner)) } });
    return text.split('BEGIN:VEVENT').length - 1;
  }
}
