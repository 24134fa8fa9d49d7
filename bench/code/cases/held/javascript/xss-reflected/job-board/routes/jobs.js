var express = require('express');
var jobs = require('../models/jobs');

var router = express.Router();

router.get('/', function (req, res, next) {
  jobs.inCity(req.query.city, function (err, found) {
    if (err) return next(err);
    res.render('jobs', { city: req.query.city, jobs: found, title: 'Jobs' });
  });
});

module.exports = router;
