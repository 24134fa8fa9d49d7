import { createClient } from 'redis';

const client = await createClient({ url: process.env.REDIS_URL }).connect();

export const threads = {
  add: (id, post) => client.rPush(`thread:${id}`, JSON.stringify(post)),
  list: async (id) => (await client.lRange(`thread:${id}`, 0, 99)).map((text) => JSON.parse(text)),
};
