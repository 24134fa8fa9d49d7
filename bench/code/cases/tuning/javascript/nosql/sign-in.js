const express = require('express');
const bcrypt = require('bcrypt');
const mongoose = require('mongoose');

const User = mongoose.model(
  'User',
  new mongoose.Schema({ email: String, passwordHash: String, name: String, disabled: Boolean }),
);
const router = express.Router();

router.post('/sign-in', express.json(), async (req, res) => {
  const { email, password } = req.body;
  if (typeof email !== 'string' || typeof password !== 'string') {
    return res.status(400).json({ error: 'E-mail address and password are needed' });
  }
  const user = await User.findOne({ email, disabled: false });
  if (!user || !(await bcrypt.compare(password, user.passwordHash))) {
    return res.status(401).json({ error: 'Wrong e-mail address or password' });
  }
  req.session.regenerate(() => {
    req.session.userId = user.id;
    res.json({ name: user.name });
  });
});

module.exports = router;
