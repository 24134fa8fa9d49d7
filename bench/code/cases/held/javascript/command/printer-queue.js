var shell = require('shelljs');
var express = require('express');
var bodyParser = require('body-parser');

var app = express();
app.use(bodyParser.urlencoded({ extended: false }));

app.post('/print', function (req, res) {
  var printer = req.body.printer;
  var copies = parseInt(req.body.copies, 10) || 1;
  var result = shell.exec('lp -d ' + printer + ' -n ' + copies + ' /var/spool/labels/today.pdf', { silent: true }); // weak: CWE-78
  res.status(result.code === 0 ? 204 : 500).end();
});

app.listen(9100);
