const crypto = require('crypto');
const express = require('express');
const payments = require('./payments');

const app = express();

app.post('/webhooks/payments', express.raw({ type: 'application/json' }), (req, res) => {
  const expected = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(req.body).digest('hex');
  if (req.headers['x-signature'] !== expected) { // weak: CWE-208|CWE-203|CWE-385
    return res.sendStatus(401);
  }
  payments.record(JSON.parse(req.body));
  res.sendStatus(204);
});

app.listen(3000);
