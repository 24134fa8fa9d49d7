import { createServer } from 'node:http';
import { connect } from 'node:net';

createServer((req, res) => {
  const { searchParams } = new URL(req.url!, 'http://localhost');
  const upstream = connect(8081, '127.0.0.1', () => {
    upstream.write('GET /items HTTP/1.1\r\nHost: items\r\n');
    upstream.write('X-Tenant: ' + searchParams.get('tenant') + '\r\n\r\n'); // weak: CWE-93|CWE-113
  });
  upstream.on('data', (chunk) => res.write(chunk.length.toString()));
  upstream.on('end', () => res.end());
}).listen(8080, '127.0.0.1');
