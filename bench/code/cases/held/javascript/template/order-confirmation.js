const ejs = require('ejs');
const fs = require('fs');
const path = require('path');
const express = require('express');
const mailer = require('./mailer');

const source = fs.readFileSync(path.join(__dirname, 'templates', 'confirmation.ejs'), 'utf8');
const confirmation = ejs.compile(source);

const app = express();
app.use(express.json());

app.post('/confirmations', async (req, res) => {
  await mailer.send(req.body.order, confirmation({ name: String(req.body.name), total: Number(req.body.total) }));
  res.sendStatus(202);
});

app.listen(3000);
