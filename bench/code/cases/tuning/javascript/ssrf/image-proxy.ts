import { createServer } from 'node:http';
import https from 'node:https';

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const target = searchParams.get('image') ?? '';
  if (!target.startsWith('https://images.example.org')) {
    res.writeHead(400).end();
    return;
  }
  https.get(target, (image) => { // weak: CWE-918
    res.setHeader('content-type', 'image/png');
    image.pipe(res);
  });
}).listen(8080, '127.0.0.1');
