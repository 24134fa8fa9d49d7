var express = require('express');
var bodyParser = require('body-parser');
var xml2js = require('xml2js');

var app = express();
app.use(bodyParser.text({ type: 'text/xml', limit: '64kb' }));

app.post('/contacts', function (req, res) {
  var parser = new xml2js.Parser({ explicitArray: false });
  parser.parseString(req.body, function (err, result) {
    if (err) return res.sendStatus(400);
    res.json({ name: result.contact.name });
  });
});

app.listen(3000);
