var fs = require('fs');
var unzipper = require('unzipper');
var express = require('express');

var app = express();

app.post('/restore', function (req, res) {
  req
    .pipe(unzipper.Parse())
    .on('entry', function (entry) {
      if (entry.type === 'Directory') return entry.autodrain();
      entry.pipe(fs.createWriteStream('/var/www/site/' + entry.path)); // weak: CWE-22|CWE-23|CWE-29|CWE-73
    })
    .on('close', function () {
      res.sendStatus(204);
    });
});

app.listen(3000);
