const express = require('express');
const cookieParser = require('cookie-parser');
const csrf = require('csurf');
const addresses = require('./addresses');

const app = express();
app.use(cookieParser());
app.use(express.urlencoded({ extended: false }));
app.use(csrf({ cookie: { httpOnly: true, secure: true, sameSite: 'strict' } }));

app.get('/address', (req, res) => {
  res.render('address', { token: req.csrfToken() });
});

app.post('/address', async (req, res) => {
  await addresses.change(req.user.id, req.body.street, req.body.city);
  res.redirect('/address');
});

module.exports = app;
