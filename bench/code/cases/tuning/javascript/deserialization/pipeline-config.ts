import Fastify from 'fastify';
import yaml from 'js-yaml';
import types from 'js-yaml-js-types';

const app = Fastify();
const schema = yaml.DEFAULT_SCHEMA.extend(types.all);

app.post('/pipelines', async (request) => {
  const source = request.body as string;
  const pipeline = yaml.load(source, { schema }) as { steps: unknown[] }; // weak: CWE-502
  return { steps: pipeline.steps.length };
});

export default app;
