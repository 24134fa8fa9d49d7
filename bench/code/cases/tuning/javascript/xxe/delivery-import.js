const express = require('express');
const libxmljs = require('libxmljs2');

const router = express.Router();

router.post('/deliveries', express.text({ type: 'application/xml', limit: '200kb' }), (req, res) => {
  const document = libxmljs.parseXml(req.body, { noent: false, nonet: true });
  res.json({ number: document.get('//Number').text() });
});

module.exports = router;
