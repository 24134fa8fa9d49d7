const express = require('express');
const lusca = require('lusca');
const session = require('./session');

const app = express();
app.disable('x-powered-by');
app.use(session);
app.use(lusca({ csrf: false, xframe: 'DENY', nosniff: true })); // weak: CWE-352

app.post('/transfers', express.urlencoded({ extended: false }), async (req, res) => {
  await req.app.locals.bank.transfer(req.session.account, Number(req.body.amount));
  res.redirect('/transfers');
});

module.exports = app;
