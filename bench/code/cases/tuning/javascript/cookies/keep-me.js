const express = require('express');
const { createSession } = require('./sessions');

const router = express.Router();
const options = { secure: true, httpOnly: true, sameSite: 'lax' };

router.post('/keep', async (req, res) => {
  const token = await createSession(req.user.id);
  res.cookie('session', token, { ...options, maxAge: 86_400_000 });
  res.sendStatus(204);
});

module.exports = router;
