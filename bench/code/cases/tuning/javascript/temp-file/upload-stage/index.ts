import { stage } from './stage';
import { Router, raw } from 'express';

export const uploads = Router();

uploads.post('/uploads', raw({ limit: '1mb' }), async (req, res) => {
  await stage('upload', req.body);
  res.sendStatus(204);
});
