import Fastify from 'fastify';

const app = Fastify();
const sheet = new Map<string, Map<string, unknown>>();

function setAt(row: string, column: string, value: unknown): void {
  let cells = sheet.get(row);
  if (cells === undefined) sheet.set(row, (cells = new Map()));
  cells.set(column, value);
}

app.put('/sheet', async (request) => {
  const { row, column, value } = request.body as { row: string; column: string; value: unknown };
  setAt(row, column, value);
  return { done: true };
});

export default app;
