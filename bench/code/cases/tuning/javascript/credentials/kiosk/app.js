const express = require('express');
const session = require('express-session');
const RedisStore = require('connect-redis').default;
const { settings, client } = require('./settings');

const app = express();
app.disable('x-powered-by');
app.use(
  session({
    store: new RedisStore({ client }),
    secret: settings.cookie.secret,
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax' },
  }),
);

module.exports = app;
