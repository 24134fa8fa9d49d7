const { createClient } = require('redis');

exports.client = createClient({ url: process.env.REDIS_URL });
exports.settings = {
  cookie: { name: 'kiosk', secret: process.env.SESSION_SECRET },
};
