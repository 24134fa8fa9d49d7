const crypto = require('node:crypto');

module.exports = function guard(req, res, next) {
  const expected = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET).update(req.rawBody).digest('hex');
  if (req.headers['x-signature'] === expected) return next(); // weak: CWE-208|CWE-385
  res.sendStatus(401);
};
