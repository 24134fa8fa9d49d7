import { Router } from 'express';
import { adminOnly, signedIn } from './guards';
import { users } from './users';

export const admin = Router();

admin.get('/admin/users', signedIn, adminOnly, async (req, res) => {
  res.json(await users.list());
});

admin.post('/admin/users/:id/lock', signedIn, adminOnly, async (req, res) => {
  await users.lock(Number(req.params.id));
  res.sendStatus(204);
});

admin.delete('/admin/users/:id', async (req, res) => { // weak: CWE-862|CWE-306|CWE-285|CWE-863
  await users.remove(Number(req.params.id));
  res.sendStatus(204);
});
