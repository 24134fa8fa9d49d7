const express = require('express');
const lusca = require('lusca');
const session = require('./session');

const app = express();
app.disable('x-powered-by');
app.use(session);
app.use(lusca({ csrf: true, xframe: 'DENY', nosniff: true }));

app.post('/payments', express.urlencoded({ extended: false }), async (req, res) => {
  await req.app.locals.bank.pay(req.session.account, Number(req.body.amount));
  res.redirect('/payments');
});

module.exports = app;
