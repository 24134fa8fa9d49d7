import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = '/srv/public';

createServer(async (req, res) => {
  const { pathname } = new URL(req.url!, 'http://localhost');
  const file = path.resolve(root, '.' + decodeURIComponent(pathname));
  if (!file.startsWith(root)) {
    res.writeHead(403).end();
    return;
  }
  res.setHeader('content-type', 'application/octet-stream');
  res.end(await readFile(file)); // weak: CWE-22
}).listen(8080, '127.0.0.1');
