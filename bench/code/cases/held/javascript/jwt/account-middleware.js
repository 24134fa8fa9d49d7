const jwt = require('jsonwebtoken');

module.exports = function account(req, res, next) {
  const header = req.headers.authorization || '';
  const claims = jwt.decode(header.replace(/^Bearer /, '')); // weak: CWE-347|CWE-345|CWE-287
  if (!claims) {
    return res.status(401).json({ error: 'sign in first' });
  }
  req.account = { id: claims.sub, admin: claims.admin === true };
  next();
};
