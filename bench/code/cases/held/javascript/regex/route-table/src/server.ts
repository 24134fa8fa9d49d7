import http from 'node:http';
import { table } from './table.ts';

http
  .createServer((req, res) => {
    const entry = table.find(({ pattern }) => pattern.test(req.url ?? '/'));
    res.statusCode = entry ? 200 : 404;
    res.end(entry ? 'known' : 'unknown');
  })
  .listen(3000);
