const http = require('http');

http
  .createServer((req, res) => {
    const agent = req.headers['user-agent'] || 'unknown';
    const body = JSON.stringify({ method: req.method, agent, url: req.url });
    res.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'X-Content-Type-Options': 'nosniff',
    });
    res.end(body);
  })
  .listen(8080);
