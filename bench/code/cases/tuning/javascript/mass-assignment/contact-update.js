const express = require('express');
const { Contact } = require('./models');
const { requireLogin } = require('./login');

const router = express.Router();

router.put('/contact', requireLogin, express.json(), async (req, res) => {
  const contact = await Contact.findByPk(req.user.id);
  await contact.update(req.body, { fields: ['street', 'city', 'phone'] });
  res.json({ id: contact.id });
});

module.exports = router;
