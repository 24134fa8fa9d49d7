import { Hono } from 'hono';
import { $ } from 'zx';
import { spawnSync } from 'node:child_process';

const app = new Hono();

app.post('/hooks/deploy', async (c) => {
  const { ref, repository } = await c.req.json();
  const branch = ref.replace('refs/heads/', '');
  await $`git fetch origin`;
  spawnSync('sh', ['-c', `git checkout ${branch} && npm run build`], { cwd: '/srv/site' }); // weak: CWE-78
  return c.json({ repository: repository.name, branch });
});

export default app;
