import { Hono } from 'hono';
import { onlyWithToken } from './access';

const app = new Hono();

app.use('/metrics', onlyWithToken(process.env.METRICS_TOKEN!));
app.get('/metrics', (c) => c.text(`memory_bytes ${process.memoryUsage().rss}`));

export default app;
