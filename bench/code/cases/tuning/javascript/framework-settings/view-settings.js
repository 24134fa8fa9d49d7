const nunjucks = require('nunjucks');
const express = require('express');

const app = express();
app.disable('x-powered-by');

nunjucks.configure('views', { autoescape: true, noCache: false, express: app });

module.exports = app;
