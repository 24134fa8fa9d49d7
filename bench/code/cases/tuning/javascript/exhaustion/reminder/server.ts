import Fastify from 'fastify';
import { remindIn } from './remind';

const app = Fastify();

app.post('/reminders', async (request) => {
  const { delay, text } = request.body as { delay: number; text: string };
  return { id: remindIn(delay, text) };
});

export default app;
