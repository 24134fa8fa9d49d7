import { createServer } from 'node:http';

createServer((req, res) => {
  let text = '';
  req.on('data', (chunk) => {
    text += chunk; // weak: CWE-400|CWE-770
  });
  req.on('end', () => {
    const { name } = JSON.parse(text);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ length: String(name).length }));
  });
}).listen(8080, '127.0.0.1');
