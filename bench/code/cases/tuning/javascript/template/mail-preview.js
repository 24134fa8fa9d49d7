const express = require('express');
const Handlebars = require('handlebars');

const router = express.Router();

router.post('/mails/preview', express.json(), (req, res) => {
  const { subject, text, customer } = req.body;
  const render = Handlebars.compile(`Dear {{name}},\n\n${text}`); // weak: CWE-1336|CWE-94
  res.json({ subject, text: render({ name: customer }) });
});

module.exports = router;
