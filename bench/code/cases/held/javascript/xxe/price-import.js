const express = require('express');
const libxmljs = require('libxmljs');

const app = express();
app.use(express.text({ type: 'application/xml', limit: '200kb' }));

app.post('/prices/import', (req, res) => {
  const doc = libxmljs.parseXml(req.body, { noent: false, nonet: true });
  const prices = doc.find('//price').map((price) => Number(price.text()));
  res.json({ prices });
});

app.listen(3000);
