const express = require('express');
const csurf = require('csurf');
const session = require('./session');
const { devices } = require('./devices');

const app = express();
app.disable('x-powered-by');
app.use(session);
app.use(csurf());

app.get('/devices', async (req, res) => {
  res.json(await devices.list(req.session.user));
});

app.post('/devices/:id/delete', async (req, res) => {
  await devices.remove(req.session.user, Number(req.params.id));
  res.redirect('/devices');
});

module.exports = app;
