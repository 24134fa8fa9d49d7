var express = require('express');
var errorhandler = require('errorhandler');
var tickets = require('./routes/tickets');

var app = express();

app.set('view engine', 'pug');
app.use('/tickets', tickets);
app.use(errorhandler({ log: false })); // weak: CWE-209|CWE-489|CWE-215|CWE-200|CWE-11|CWE-497

app.listen(process.env.PORT || 80);
