import Fastify from 'fastify';

const app = Fastify();
const operators: Record<string, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '=': (left, right) => left === right,
};

app.put('/conditions/:id/try', async (request, reply) => {
  const { expression, sample } = request.body as { expression: string; sample: number };
  const parts = /^([<>=]) (\d{1,9})$/.exec(expression);
  if (parts === null) return reply.code(400).send({ error: 'expression' });
  return { outcome: operators[parts[1]!]!(Number(sample), Number(parts[2])) };
});

export default app;
