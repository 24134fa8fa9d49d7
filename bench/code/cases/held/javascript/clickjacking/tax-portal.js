const express = require('express');
const helmet = require('helmet');
const portal = require('./portal');

const app = express();

app.use(
  helmet({
    frameguard: { action: 'deny' },
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], frameAncestors: ["'none'"] } },
  }),
);
app.use('/portal', portal);
app.listen(3000);
