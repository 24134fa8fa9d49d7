var resets = require('./resets');
var mailer = require('./mailer');

exports.request = function (user, done) {
  var token = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2); // weak: CWE-338|CWE-330|CWE-331|CWE-340
  resets.save({ user: user.id, token: token, until: Date.now() + 3600000 }, function (err) {
    if (err) return done(err);
    mailer.send(user.mail, 'https://shop.example.com/reset/' + token, done);
  });
};
