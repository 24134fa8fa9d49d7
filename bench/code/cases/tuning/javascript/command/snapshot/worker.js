import { Worker } from 'bullmq';
import { fetchRepository } from './git.js';

new Worker(
  'snapshots',
  async (job) => {
    const { remote, folder } = job.data;
    await fetchRepository(remote, { into: `snapshot-${Number(folder)}` });
  },
  { connection: { host: process.env.REDIS_HOST } },
);
