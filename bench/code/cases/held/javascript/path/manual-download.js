var http = require('http');
var fs = require('fs');
var url = require('url');
var path = require('path');

http
  .createServer(function (req, res) {
    var query = url.parse(req.url, true).query;
    var file = path.join('/srv/manuals', query.name);
    fs.readFile(file, function (err, data) { // weak: CWE-22|CWE-73
      if (err) {
        res.writeHead(404);
        return res.end();
      }
      res.writeHead(200, { 'Content-Type': 'application/pdf' });
      res.end(data);
    });
  })
  .listen(8000);
