import { createServer } from 'node:http';
import { readEntries } from './reader.js';

createServer(async (req, res) => {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > 100_000) return res.writeHead(413).end();
    chunks.push(chunk);
  }
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(await readEntries(Buffer.concat(chunks).toString())));
}).listen(8080, '127.0.0.1');
