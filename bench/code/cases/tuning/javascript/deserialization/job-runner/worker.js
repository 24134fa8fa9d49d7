const { createClient } = require('redis');
const { decode } = require('./decode');

async function run() {
  const client = await createClient({ url: process.env.REDIS_URL }).connect();
  for (;;) {
    const { element } = await client.blPop('jobs', 0);
    const job = decode(element);
    await job.run();
  }
}

run();
