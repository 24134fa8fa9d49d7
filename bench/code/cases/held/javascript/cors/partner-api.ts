import { Hono } from 'hono';
import { cors } from 'hono/cors';

const app = new Hono();

app.use(
  '/partners/*',
  cors({
    origin: ['https://north.partner.example', 'https://south.partner.example'],
    allowMethods: ['GET', 'POST'],
    credentials: true,
  }),
);

app.get('/partners/stock', (c) => c.json({ stock: 12 }));

export default app;
