const express = require('express');
const path = require('path');
const tickets = require('./tickets');

const app = express();
app.disable('x-powered-by');
app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.use(tickets);

module.exports = app;
