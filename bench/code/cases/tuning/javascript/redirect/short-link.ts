import { createServer } from 'node:http';

const links = new Map([
  ['shop', 'https://shop.example.org/'],
  ['help', 'https://help.example.org/'],
]);

createServer((req, res) => {
  const url = new URL(req.url!, 'http://localhost');
  const to = links.get(url.searchParams.get('to') ?? '') ?? 'https://www.example.org/';
  res.writeHead(302, { Location: to });
  res.end();
}).listen(3000, '127.0.0.1');
