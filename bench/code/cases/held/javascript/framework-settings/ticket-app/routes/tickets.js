var express = require('express');
var router = express.Router();

router.get('/', function (req, res) {
  res.render('tickets', { title: 'Tickets' });
});

module.exports = router;
