var express = require('express');
var mongoose = require('mongoose');
var recipes = require('./controllers/recipes');

mongoose.connect(process.env.MONGO_URL);

var app = express();
app.use(express.json());
app.post('/recipes/search', recipes.search);
app.listen(3000);
