import got from 'got';
import { Worker } from 'bullmq';

const feeds = {
  news: 'https://news.example.org/feed.xml',
  talks: 'https://talks.example.org/feed.xml',
};

new Worker(
  'podcasts',
  async ({ data }) => {
    if (!Object.hasOwn(feeds, data.feed)) return;
    const text = await got(feeds[data.feed], { timeout: { request: 5000 } }).text();
    return text.length;
  },
  { connection: { host: process.env.REDIS_HOST } },
);
