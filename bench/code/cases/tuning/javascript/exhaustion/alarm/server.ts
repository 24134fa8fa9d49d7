import Fastify from 'fastify';
import { alarmIn } from './alarm';

const app = Fastify();
const delays: Record<string, number> = { soon: 1000, later: 60_000 };

app.post('/alarms', async (request) => {
  const { when } = request.body as { when: string };
  return { id: alarmIn(when === 'soon' ? delays['soon']! : delays['later']!) };
});

export default app;
