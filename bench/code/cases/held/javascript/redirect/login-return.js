var express = require('express');
var passport = require('passport');

var router = express.Router();

router.get('/login/done', passport.authenticate('session'), function (req, res) {
  var next = req.query.next || '/';
  res.redirect(next); // weak: CWE-601
});

module.exports = router;
