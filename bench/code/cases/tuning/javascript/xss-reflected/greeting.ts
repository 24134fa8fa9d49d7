import { createServer } from 'node:http';

createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url!, 'http://localhost');
  if (pathname !== '/hello') {
    res.writeHead(404).end();
    return;
  }
  const name = searchParams.get('name') ?? 'guest';
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  res.write('<!doctype html><title>Hello</title>');
  res.end(`<p>Hello, ${name.toUpperCase()}</p>`); // weak: CWE-79
}).listen(3000, '127.0.0.1');
