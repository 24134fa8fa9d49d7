import vm from 'node:vm';
import Fastify from 'fastify';

const app = Fastify();

app.put('/rules/:id/try', async (request) => {
  const { expression, sample } = request.body as { expression: string; sample: object };
  const context = vm.createContext({ sample, Math });
  const outcome = vm.runInContext(expression, context, { timeout: 50 }); // weak: CWE-94|CWE-95
  return { outcome };
});

export default app;
