var csrf = require('csurf');

module.exports = csrf({
  cookie: { httpOnly: true, secure: true, sameSite: 'strict' },
  ignoreMethods: ['GET', 'HEAD', 'OPTIONS', 'POST'], // weak: CWE-352
});
