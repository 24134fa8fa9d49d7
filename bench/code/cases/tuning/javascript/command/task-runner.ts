import { Hono } from 'hono';
import { spawn } from 'cross-spawn';

const app = new Hono();
const env = { PATH: '/usr/bin' };

app.post('/tasks', async (c) => {
  const task = await c.req.json<{ kind: string; lines: number }>();
  const [program, ...words] = task.kind === 'tail' ? ['tail', '-n', String(Number(task.lines))] : ['uptime'];
  const child = spawn(program!, [...words, ...(task.kind === 'tail' ? ['/var/log/app.log'] : [])], { env });
  return c.json({ pid: child.pid });
});

export default app;
