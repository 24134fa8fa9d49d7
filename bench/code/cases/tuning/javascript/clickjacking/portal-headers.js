const express = require('express');
const helmet = require('helmet');

const app = express();
app.use(helmet({ frameguard: false, contentSecurityPolicy: { directives: { frameAncestors: ['*'] } } })); // weak: CWE-1021

module.exports = app;
