var express = require('express');
var sendmail = require('./lib/sendmail');

var app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/contact', function (req, res) {
  sendmail.send({ from: req.body.mail }, function (code) {
    res.sendStatus(code === 0 ? 202 : 500);
  });
});

app.listen(3000);
