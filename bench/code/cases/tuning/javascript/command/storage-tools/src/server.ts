import Fastify from 'fastify';
import { tools } from './tools';

const app = Fastify();

for (const [name, Tool] of Object.entries(tools)) {
  app.get(`/${name}/:volume`, async (request) => {
    const { volume } = request.params as { volume: string };
    return { lines: await new Tool(Number(volume)).lines() };
  });
}

export default app;
