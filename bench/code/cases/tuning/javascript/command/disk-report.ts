import { createServer } from 'node:http';
import { execSync } from 'node:child_process';

const volumes: Record<string, string> = { data: '/srv/data', backup: '/srv/backup', logs: '/var/log' };

createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const name = url.searchParams.get('volume') ?? 'data';
  if (!Object.hasOwn(volumes, name)) {
    res.writeHead(404).end();
    return;
  }
  const text = execSync(`df -h ${volumes[name]} | tail -1`);
  res.writeHead(200, { 'content-type': 'text/plain' }).end(text);
}).listen(3000, '127.0.0.1');
