const nunjucks = require('nunjucks');
const express = require('express');

const app = express();
app.disable('x-powered-by');

nunjucks.configure('views', { autoescape: false, express: app }); // weak: CWE-79|CWE-116

module.exports = app;
