const crypto = require('node:crypto');

module.exports = function guard(req, res, next) {
  const expected = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(req.rawBody).digest();
  const given = Buffer.from(String(req.headers['x-signature']), 'hex');
  if (given.length === expected.length && crypto.timingSafeEqual(given, expected)) return next();
  res.sendStatus(401);
};
