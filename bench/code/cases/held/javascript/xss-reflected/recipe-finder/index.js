const express = require('express');
const nunjucks = require('nunjucks');
const { filters } = require('./filters');

const app = express();
const env = nunjucks.configure('views', { autoescape: true, express: app });
env.addFilter('plural', (count, word) => (count === 1 ? word : `${word}s`));

app.get('/recipes', (req, res) => {
  const { ingredient = 'flour' } = req.query;
  res.render('recipes.njk', { ingredient, filters: filters(req.query), count: 3 });
});

app.listen(3000);
