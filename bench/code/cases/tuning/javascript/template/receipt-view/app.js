const express = require('express');
const path = require('path');
const receipts = require('./receipts');

const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, 'views'));
app.use(receipts);

module.exports = app;
