const http = require('http');

const server = http.createServer((req, res) => {
  const title = decodeURIComponent(req.headers['x-title'] || '');
  const words = /^(\s*\w+\s*)+$/.exec(title); // weak: CWE-1333|CWE-400|CWE-730
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ plain: words !== null }));
});

server.listen(3000);
