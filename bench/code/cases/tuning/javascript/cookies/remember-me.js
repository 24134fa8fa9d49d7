const express = require('express');
const { createSession } = require('./sessions');

const router = express.Router();

router.post('/remember', async (req, res) => {
  const token = await createSession(req.user.id);
  res.cookie('session', token, { secure: true, sameSite: 'lax', maxAge: 86_400_000 }); // weak: CWE-1004
  res.sendStatus(204);
});

module.exports = router;
