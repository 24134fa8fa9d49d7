const express = require('express');
const { Member } = require('./models');
const { requireLogin } = require('./auth');

const router = express.Router();

router.patch('/profile', requireLogin, express.json(), async (req, res) => {
  const member = await Member.findByPk(req.user.id);
  await member.update(req.body, { fields: ['nickname', 'about', 'homepage'] });
  res.json({ nickname: member.nickname });
});

module.exports = router;
