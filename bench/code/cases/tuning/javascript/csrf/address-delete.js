const express = require('express');
const csurf = require('csurf');
const session = require('./session');
const { addresses } = require('./addresses');

const app = express();
app.disable('x-powered-by');
app.use(session);
app.use(csurf());

app.get('/addresses/:id/delete', async (req, res) => { // weak: CWE-352|CWE-650
  await addresses.remove(req.session.user, Number(req.params.id));
  res.redirect('/addresses');
});

module.exports = app;
