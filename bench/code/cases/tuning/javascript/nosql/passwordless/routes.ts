import { Router, json } from 'express';
import { UserModel } from './user-model';

export const passwordless = Router();

passwordless.post('/code', json(), async (req, res) => {
  const user = await UserModel.byCode(req.body.code, req.body.device);
  if (!user) {
    res.sendStatus(401);
    return;
  }
  res.json({ name: user.name });
});
