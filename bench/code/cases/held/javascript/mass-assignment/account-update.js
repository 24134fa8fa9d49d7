const express = require('express');
const { User } = require('./models');
const { requireLogin } = require('./auth');

const router = express.Router();

router.patch('/account', requireLogin, express.json(), async (req, res) => {
  const user = await User.findByPk(req.user.id);
  await user.update(req.body); // weak: CWE-915
  res.json({ id: user.id, name: user.name });
});

module.exports = router;
