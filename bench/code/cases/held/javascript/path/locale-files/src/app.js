const express = require('express');
const { messages } = require('./locales');

const app = express();

app.get('/i18n/:locale', (req, res, next) => {
  messages(req.params.locale).then((all) => res.json(all), next);
});

module.exports = app;
