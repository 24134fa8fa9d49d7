const express = require('express');
const libxmljs = require('libxmljs');

const app = express();
app.use(express.text({ type: 'application/xml' }));

app.post('/orders/import', (req, res) => {
  const doc = libxmljs.parseXml(req.body, { noent: true }); // weak: CWE-611|CWE-827
  const orders = doc.find('//order').map((order) => order.attr('number').value());
  res.json({ orders });
});

app.listen(3000);
