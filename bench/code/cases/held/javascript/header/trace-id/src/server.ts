import http from 'node:http';
import { traceOf } from './trace.ts';

http
  .createServer((req, res) => {
    res.setHeader('X-Trace-Id', traceOf(req.headers['x-trace-id']));
    res.setHeader('Cache-Control', 'no-store');
    res.end('ok');
  })
  .listen(3000);
