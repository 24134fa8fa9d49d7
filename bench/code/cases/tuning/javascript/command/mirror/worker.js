import { Worker } from 'bullmq';
import { cloneRepository } from './git.js';

new Worker(
  'mirrors',
  async (job) => {
    const { remote, folder } = job.data;
    await cloneRepository(remote, { into: `mirror-${Number(folder)}` });
  },
  { connection: { host: process.env.REDIS_HOST } },
);
