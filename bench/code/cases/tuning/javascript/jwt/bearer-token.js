const jwt = require('jsonwebtoken');

module.exports = function bearer(req, res, next) {
  const token = (req.headers.authorization || '').replace('Bearer ', '');
  try {
    const claims = jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ['RS256'], audience: 'orders' });
    req.user = { id: claims.sub, role: claims.role };
  } catch {
    return res.sendStatus(401);
  }
  next();
};
