const { createClient } = require('redis');
const { decode } = require('./decode');

const tasks = new Map([
  ['mail', async ({ to }) => to],
  ['index', async ({ id }) => id],
]);

async function run() {
  const client = await createClient({ url: process.env.REDIS_URL }).connect();
  for (;;) {
    const { element } = await client.blPop('tasks', 0);
    const { kind, values } = decode(element);
    await tasks.get(kind)?.(values);
  }
}

run();
