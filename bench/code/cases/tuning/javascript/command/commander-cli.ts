import { Hono } from 'hono';
import { spawn } from 'cross-spawn';
import { fork } from 'node:child_process';

const app = new Hono();
const env = { PATH: '/usr/bin' };

app.post('/jobs', async (c) => {
  const job = await c.req.json<{ program: string; words: string[] }>();
  const [program, ...words] = [job.program, ...job.words];
  const child = spawn(program, words, { env }); // weak: CWE-78|CWE-77
  const helper = fork('./helper.js');
  return c.json({ pid: child.pid, helper: helper.pid });
});

export default app;
