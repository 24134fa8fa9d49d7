const express = require('express');
const helmet = require('helmet');

const app = express();
app.use(helmet({ contentSecurityPolicy: { directives: { frameAncestors: ["'none'"] } } }));

module.exports = app;
