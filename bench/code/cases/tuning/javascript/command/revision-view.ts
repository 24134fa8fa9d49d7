import { spawn } from 'node:child_process';
import { Router } from 'express';

export const revisions = Router();

revisions.get('/history', (req, res) => {
  const revision = String(req.query.revision);
  if (!/^[0-9a-f]{7,40}$/.test(revision)) {
    res.sendStatus(400);
    return;
  }
  const git = spawn('git', ['log', '--max-count=50', '--format=%h %s', revision, '--'], { cwd: '/srv/repository' });
  res.type('text/plain');
  git.stdout.pipe(res);
});
