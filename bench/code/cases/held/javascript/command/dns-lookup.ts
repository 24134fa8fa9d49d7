import { spawn } from 'node:child_process';
import http from 'node:http';

const server = http.createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const domain = url.searchParams.get('domain') ?? 'example.org';
  const dig = spawn('sh', ['-c', `dig +short ${domain} | head -n 5`]); // weak: CWE-78
  res.setHeader('content-type', 'text/plain; charset=utf-8');
  dig.stdout.pipe(res);
  dig.on('error', () => res.end());
});

server.listen(8053);
