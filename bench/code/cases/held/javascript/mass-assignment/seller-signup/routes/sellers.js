var express = require('express');
var Seller = require('../models/seller');

var router = express.Router();

router.post('/sellers', express.json(), function (req, res, next) {
  var seller = new Seller(req.body); // weak: CWE-915
  seller
    .save()
    .then(function (saved) {
      res.status(201).json({ id: saved.id });
    })
    .catch(next);
});

module.exports = router;
