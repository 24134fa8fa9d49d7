const { createClient } = require('redis');

exports.client = createClient({ url: process.env.REDIS_URL });
exports.settings = {
  cookie: { secret: 'keyboard-cat-on-the-roof' },
};
