const jwt = require('jsonwebtoken');

module.exports = function bearer(req, res, next) {
  const token = (req.headers.authorization || '').replace('Bearer ', '');
  const claims = jwt.decode(token); // weak: CWE-347|CWE-345
  if (!claims) return res.sendStatus(401);
  req.user = { id: claims.sub, role: claims.role };
  next();
};
