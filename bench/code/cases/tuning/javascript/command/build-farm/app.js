const express = require('express');
const events = require('./events');
require('./builder');

const app = express();
app.disable('x-powered-by');

app.post('/builds', express.json(), (req, res) => {
  events.emit('build', { project: 'site', branch: req.body.branch });
  res.sendStatus(202);
});

module.exports = app;
