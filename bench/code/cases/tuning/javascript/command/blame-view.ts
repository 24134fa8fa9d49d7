import { spawn } from 'node:child_process';
import { Router } from 'express';

export const blame = Router();

blame.get('/history', (req, res) => {
  const revision = String(req.query.revision);
  const git = spawn('git', ['log', '--format=%h %s', revision], { cwd: '/srv/repository' }); // weak: CWE-88
  res.type('text/plain');
  git.stdout.pipe(res);
});
