const express = require('express');
const helmet = require('helmet');
const session = require('express-session');
const RedisStore = require('connect-redis').default;
const { createClient } = require('redis');
const rateLimit = require('express-rate-limit');
const { csrfSync } = require('csrf-sync');
const products = require('./products');

const client = createClient({ url: process.env.REDIS_URL });
const { csrfSynchronisedProtection } = csrfSync();

const app = express();
app.use(helmet());
app.use(rateLimit({ windowMs: 60_000, limit: 100 }));
app.use(
  session({
    store: new RedisStore({ client }),
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax', maxAge: 3_600_000 },
  }),
);
app.use(express.urlencoded({ extended: false, limit: '20kb' }));
app.use(csrfSynchronisedProtection);
app.use('/products', products);
app.use((error, _req, res, _next) => {
  res.status(error.status === 404 ? 404 : 500).json({ error: 'failed' });
});

module.exports = app;
