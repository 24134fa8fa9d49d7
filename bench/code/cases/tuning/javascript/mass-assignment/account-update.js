const express = require('express');
const { Account } = require('./models');
const { requireLogin } = require('./login');

const router = express.Router();

router.put('/account', requireLogin, express.json(), async (req, res) => {
  const account = await Account.findByPk(req.user.id);
  await account.update(req.body); // weak: CWE-915
  res.json({ id: account.id });
});

module.exports = router;
