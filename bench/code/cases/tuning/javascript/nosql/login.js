const express = require('express');
const bcrypt = require('bcrypt');
const User = require('./models/user');

const router = express.Router();

router.post('/login', express.json(), async (req, res) => {
  const { email, password } = req.body;
  const user = await User.findOne({ email, disabled: false }); // weak: CWE-943
  if (!user || !(await bcrypt.compare(String(password), user.passwordHash))) {
    return res.status(401).json({ error: 'Wrong e-mail address or password' });
  }
  req.session.regenerate(() => {
    req.session.userId = user.id;
    res.json({ name: user.name });
  });
});

module.exports = router;
