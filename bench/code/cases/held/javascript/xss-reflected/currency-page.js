const express = require('express');

const app = express();
const SIGNS = { EUR: '€', GBP: '£', CHF: 'Fr.' };

app.get('/price', (req, res) => {
  let currency = req.query.currency;
  let note = req.query.note;
  if (!Object.keys(SIGNS).includes(currency)) {
    currency = 'EUR';
  }
  note = currency === 'EUR' ? 'VAT included' : 'plus customs duty';
  const amount = parseFloat(req.query.amount) || 0;
  res.send(`<p>${amount.toFixed(2)} ${SIGNS[currency]} <small>${note}</small></p>`);
});

app.listen(3000);
