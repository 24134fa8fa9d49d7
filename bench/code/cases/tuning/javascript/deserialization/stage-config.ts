import Fastify from 'fastify';
import yaml from 'js-yaml';

const app = Fastify({ bodyLimit: 64_000 });

app.post('/stages', async (request) => {
  const source = request.body as string;
  const stage = yaml.load(source, { schema: yaml.JSON_SCHEMA }) as { steps: unknown[] };
  return { steps: stage.steps.length };
});

export default app;
