import Fastify from 'fastify';
import { tools } from './tools';

const app = Fastify();

for (const [name, Tool] of Object.entries(tools)) {
  app.get(`/${name}/:target`, async (request) => {
    const { target } = request.params as { target: string };
    return { lines: await new Tool(target).lines() };
  });
}

export default app;
