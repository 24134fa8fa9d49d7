import { createServer } from 'node:http';
import { execSync } from 'node:child_process';

createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const host = url.searchParams.get('host');
  if (!host) {
    res.writeHead(400).end();
    return;
  }
  const text = execSync(`openssl s_client -connect ${host}:443 -servername ${host} < /dev/null | openssl x509 -noout -dates`); // weak: CWE-78
  res.writeHead(200, { 'content-type': 'text/plain' }).end(text);
}).listen(3000, '127.0.0.1');
