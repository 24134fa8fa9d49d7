const express = require('express');
const libxmljs = require('libxmljs2');

const router = express.Router();

router.post('/invoices', express.text({ type: 'application/xml', limit: '200kb' }), (req, res) => {
  const document = libxmljs.parseXml(req.body, { noent: true }); // weak: CWE-611
  res.json({ number: document.get('//Number').text() });
});

module.exports = router;
