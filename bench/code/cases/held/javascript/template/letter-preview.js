const express = require('express');
const ejs = require('ejs');
const mailer = require('./mailer');

const app = express();
app.use(express.json());

app.post('/letters/send', async (req, res) => {
  const { body, recipient } = req.body;
  const text = ejs.render(body, { name: recipient.name, company: 'Example Ltd' }); // weak: CWE-1336|CWE-94
  await mailer.send(recipient.id, text);
  res.sendStatus(202);
});

app.listen(3000);
