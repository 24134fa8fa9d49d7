import { Router, json } from 'express';
import { InvitationModel } from './invitation-model';

export const invitations = Router();

invitations.post('/code', json(), async (req, res) => {
  const invitation = await InvitationModel.byCode(req.body.code, req.body.device);
  if (!invitation) {
    res.sendStatus(401);
    return;
  }
  res.json({ name: invitation.name });
});
