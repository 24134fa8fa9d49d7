import got from 'got';
import { Worker } from 'bullmq';

const blocked = ['localhost', '127.0.0.1', '169.254.169.254'];

new Worker(
  'feeds',
  async ({ data }) => {
    const url = new URL(data.feed);
    if (blocked.includes(url.hostname)) return;
    const text = await got(url, { timeout: { request: 5000 } }).text(); // weak: CWE-918
    return text.length;
  },
  { connection: { host: process.env.REDIS_HOST } },
);
