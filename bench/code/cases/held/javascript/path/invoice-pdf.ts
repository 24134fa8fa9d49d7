import { Hono } from 'hono';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { zValidator } from '@hono/zod-validator';

const app = new Hono();
const params = z.object({ number: z.string().regex(/^INV-\d{4}-\d{6}$/) });

app.get('/invoices/:number', zValidator('param', params), async (c) => {
  const { number } = c.req.valid('param');
  const pdf = await readFile(`/srv/invoices/${number}.pdf`);
  return c.body(pdf, 200, { 'content-type': 'application/pdf' });
});

export default app;
