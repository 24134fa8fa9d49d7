const express = require('express');
const events = require('./events');
require('./renderer');

const app = express();
app.disable('x-powered-by');

app.post('/renders', express.json(), (req, res) => {
  events.emit('render', { scene: req.body.scene });
  res.sendStatus(202);
});

module.exports = app;
