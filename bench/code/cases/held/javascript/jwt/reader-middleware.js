const jwt = require('jsonwebtoken');
const fs = require('fs');

const publicKey = fs.readFileSync('/etc/reader/public.pem');

module.exports = function reader(req, res, next) {
  const [scheme, token] = String(req.headers.authorization).split(' ');
  if (scheme !== 'Bearer') return res.sendStatus(401);
  jwt.verify(token, publicKey, { algorithms: ['RS256'], audience: 'reader', maxAge: '2h' }, (err, claims) => {
    if (err) return res.sendStatus(401);
    req.reader = claims.sub;
    next();
  });
};
