import http from 'node:http';
import { readFileSync } from 'node:fs';

const page = readFileSync('./public/account.html');

http
  .createServer((req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Content-Security-Policy', "default-src 'self'; frame-ancestors *"); // weak: CWE-1021|CWE-451
    res.end(page);
  })
  .listen(3000);
