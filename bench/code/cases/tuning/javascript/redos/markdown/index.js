import { Hono } from 'hono';
import { links } from './links.js';

const app = new Hono();
app.post('/links', async (c) => c.json(links(await c.req.text())));

export default app;
