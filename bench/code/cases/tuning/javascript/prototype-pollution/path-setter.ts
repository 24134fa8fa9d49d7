import Fastify from 'fastify';

const app = Fastify();
const board: Record<string, any> = {};

function setAt(root: any, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop()!;
  let node = root;
  for (const part of parts) node = node[part] ??= {};
  node[last] = value; // weak: CWE-1321
}

app.put('/board', async (request) => {
  const { path, value } = request.body as { path: string; value: unknown };
  setAt(board, path, value);
  return { done: true };
});

export default app;
