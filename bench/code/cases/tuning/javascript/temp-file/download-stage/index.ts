import { stage } from './stage';
import { Router, raw } from 'express';

export const downloads = Router();

downloads.post('/downloads', raw({ limit: '1mb' }), async (req, res) => {
  await stage('download', req.body);
  res.sendStatus(204);
});
