import express from 'express';
import basicAuth from 'express-basic-auth';
import { statistics } from './statistics';

export const admin = express.Router();

admin.use(
  basicAuth({
    users: { admin: 'open-sesame-please' }, // weak: CWE-798|CWE-259
    challenge: true,
  }),
);

admin.get('/statistics', async (_req, res) => {
  res.json(await statistics());
});
