const express = require('express');
const Handlebars = require('handlebars');

const router = express.Router();
const render = Handlebars.compile('Dear {{name}},\n\n{{text}}');

router.post('/letters/preview', express.json(), (req, res) => {
  const { subject, text, customer } = req.body;
  res.json({ subject, text: render({ name: customer, text }) });
});

module.exports = router;
