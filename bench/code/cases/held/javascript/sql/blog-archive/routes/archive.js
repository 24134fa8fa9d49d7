var express = require('express');
var Sequelize = require('sequelize');
var Archive = require('../models/archive');

var router = express.Router();
var archive = new Archive(new Sequelize(process.env.DB_URL));

router.get('/archive/:year', function (req, res, next) {
  archive
    .ofYear(req.params.year)
    .then(function (posts) {
      res.render('archive', { posts: posts });
    })
    .catch(next);
});

module.exports = router;
