var session = require('express-session');
var RedisStore = require('connect-redis').default;
var redis = require('redis');

var client = redis.createClient({ url: process.env.REDIS_URL });
client.connect();

module.exports = session({
  name: 'member',
  secret: process.env.SESSION_SECRET,
  store: new RedisStore({ client: client }),
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: false, secure: true, sameSite: 'lax', maxAge: 1800000 }, // weak: CWE-1004
});
