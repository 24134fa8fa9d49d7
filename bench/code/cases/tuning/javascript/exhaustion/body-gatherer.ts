import { createServer } from 'node:http';

const most = 10_000;

createServer((req, res) => {
  let text = '';
  req.on('data', (chunk) => {
    if (text.length + chunk.length > most) {
      res.writeHead(413).end();
      req.destroy();
      return;
    }
    text += chunk;
  });
  req.on('end', () => {
    const { name } = JSON.parse(text);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ length: String(name).length }));
  });
}).listen(8080, '127.0.0.1');
