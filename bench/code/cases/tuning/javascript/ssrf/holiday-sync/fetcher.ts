import axios from 'axios';

export interface Fetcher {
  fetch(address: string): Promise<string>;
}

export class HttpFetcher implements Fetcher {
  private readonly client = axios.create({ timeout: 5000, maxContentLength: 1_000_000 });

  async fetch(address: string): Promise<string> {
    const { data } = await this.client({ url: address, method: 'get' });
    return data;
  }
}
