var crypto = require('crypto');
var db = require('./db');

exports.register = function (name, password, done) {
  var hash = crypto.createHash('md5').update(password).digest('hex'); // weak: CWE-916|CWE-328|CWE-327|CWE-759|CWE-261
  db.query('INSERT INTO members (name, password_hash) VALUES (?, ?)', [name, hash], done);
};
