import Fastify from 'fastify';
import yaml from 'js-yaml';
import { DEFAULT_FULL_SCHEMA } from 'js-yaml-js-types';

const app = Fastify();

app.post('/pipelines', async (request) => {
  const source = request.body as string;
  const pipeline = yaml.load(source, { schema: DEFAULT_FULL_SCHEMA }) as { steps: unknown[] }; // weak: CWE-502
  return { steps: pipeline.steps.length };
});

export default app;
