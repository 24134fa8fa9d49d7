const http = require('node:http');
const fs = require('node:fs');

http
  .createServer((req, res) => {
    const url = new URL(req.url, 'http://localhost');
    const name = decodeURIComponent(url.searchParams.get('name'));
    const lines = ['HTTP/1.1 200 OK', 'Content-Type: application/pdf', `Content-Disposition: attachment; filename=${name}`];
    res.socket.write(lines.join('\r\n') + '\r\n\r\n'); // weak: CWE-113|CWE-93
    fs.createReadStream('/srv/manual.pdf').pipe(res.socket);
  })
  .listen(8080, '127.0.0.1');
