import axios from 'axios';

export interface Fetcher {
  fetch(request: { address: string; headers: Record<string, string> }): Promise<string>;
}

export class HttpFetcher implements Fetcher {
  private readonly client = axios.create({ timeout: 5000, maxContentLength: 1_000_000 });

  async fetch({ address, ...rest }: { address: string; headers: Record<string, string> }): Promise<string> {
    const { data } = await this.client({ url: address, method: 'get', ...rest }); // weak: CWE-918
    return data;
  }
}
