const crypto = require('crypto');
const express = require('express');
const builds = require('./builds');

const app = express();

app.post('/webhooks/builds', express.raw({ type: 'application/json' }), (req, res) => {
  const expected = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(req.body).digest();
  const given = Buffer.from(String(req.headers['x-signature']), 'hex');
  if (given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) {
    return res.sendStatus(401);
  }
  builds.record(JSON.parse(req.body));
  res.sendStatus(204);
});

app.listen(3000);
