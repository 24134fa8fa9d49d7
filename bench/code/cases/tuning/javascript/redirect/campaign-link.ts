import { createServer } from 'node:http';

createServer((req, res) => {
  const url = new URL(req.url!, 'http://localhost');
  const to = url.searchParams.get('to') ?? 'https://www.example.org/';
  if (!/example\.org/.test(to)) {
    res.writeHead(400).end();
    return;
  }
  res.writeHead(302, { Location: to }); // weak: CWE-601
  res.end();
}).listen(3000, '127.0.0.1');
