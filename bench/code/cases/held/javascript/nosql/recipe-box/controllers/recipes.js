var Recipe = require('../models/recipe');

exports.search = function (req, res, next) {
  Recipe.search(req.body.filter)
    .then(function (recipes) {
      res.json(recipes);
    })
    .catch(next);
};
