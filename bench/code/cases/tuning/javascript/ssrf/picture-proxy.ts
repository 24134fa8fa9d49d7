import { createServer } from 'node:http';
import https from 'node:https';

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const target = searchParams.get('picture') ?? '';
  if (!target.startsWith('https://pictures.example.org/')) {
    res.writeHead(400).end();
    return;
  }
  https.get(target, (picture) => {
    res.setHeader('content-type', 'image/png');
    picture.pipe(res);
  });
}).listen(8080, '127.0.0.1');
