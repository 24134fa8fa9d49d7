const express = require('express');
const nunjucks = require('nunjucks');

const app = express();
nunjucks.configure('views', { autoescape: true, express: app });

app.get('/recipes', (req, res) => {
  const { ingredient = 'flour', diet } = req.query;
  res.render('recipes.njk', { ingredient, filters: { diet } });
});

app.listen(3000);
