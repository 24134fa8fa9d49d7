import { createServer } from 'node:http';

createServer((req, res) => {
  if (req.url === '/status') {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ up: process.uptime(), region: process.env.REGION }));
    return;
  }
  res.writeHead(404).end();
}).listen(3000, '127.0.0.1');
