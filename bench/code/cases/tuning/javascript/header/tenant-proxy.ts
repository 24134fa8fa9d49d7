import { createServer, request } from 'node:http';

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const tenant = Number(searchParams.get('tenant'));
  const upstream = request({ host: '127.0.0.1', port: 8081, path: '/items', headers: { 'x-tenant': tenant } }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
    answer.pipe(res);
  });
  upstream.end();
}).listen(8080, '127.0.0.1');
