const express = require('express');
const helmet = require('helmet');
const portal = require('./portal');

const app = express();

app.use(
  helmet({
    xFrameOptions: false, // weak: CWE-1021|CWE-451
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'self'"], objectSrc: ["'none'"] } },
  }),
);
app.use('/portal', portal);
app.listen(3000);
