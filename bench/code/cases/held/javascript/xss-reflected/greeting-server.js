const http = require('http');

const server = http.createServer((req, res) => {
  const { searchParams, pathname } = new URL(req.url, 'http://localhost');
  if (pathname !== '/hello') {
    res.statusCode = 404;
    res.end();
    return;
  }
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.end('<h1>Hello ' + searchParams.get('name') + '</h1>'); // weak: CWE-79
});

server.listen(8080);
